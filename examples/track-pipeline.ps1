#requires -Version 7.4
<#
.SYNOPSIS
    The pair form: a run with a configuration file, two stages and metrics of your own.
.PARAMETER Source
    The folder whose Markdown files are the input.
.PARAMETER Store
    The folder that the metrics are kept in; it overrides output_path of the configuration.
#>
[CmdletBinding()]
param(
    [string] $Source = "$PSScriptRoot/..",
    [string] $Store = './metrics'
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../MdfMetrics.psd1"
}

$null = Start-MdfRun -ConfigPath "$PSScriptRoot/../configs/example_with_metrics.yaml" -Path $Store
try {
    Enter-MdfStage clean
    # Custom metrics are read when the operator ends, so the block may change them as it goes.
    $dropped = @{ blank = 0 }
    $lines = Get-ChildItem $Source -Filter *.md | Get-Content |
        Measure-MdfOperator DropBlank -CustomMetric $dropped { if ($_.Trim()) { $_ } else { $dropped.blank++ } }
    Exit-MdfStage

    Enter-MdfStage transform
    $seen = [System.Collections.Generic.HashSet[string]]::new()
    $unique = $lines |
        Measure-MdfOperator Lowercase { $_.ToLowerInvariant() } |
        Measure-MdfOperator Deduplicate { if ($seen.Add($_)) { $_ } }
    Exit-MdfStage

    $run = Stop-MdfRun
}
catch {
    # What was measured is kept, with the reason.
    $null = Stop-MdfRun -ErrorMessage "$_"
    throw
}

"$($run.run_id): $(@($unique).Count) different lines"
$run | Get-MdfOperatorMetric |
    Select-Object stage_name, operator_name, input_records, output_records, custom_metrics | Format-Table
