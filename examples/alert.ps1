#requires -Version 7.4
<#
.SYNOPSIS
    Exits with 1 when the last run failed, its pass rate is under a threshold, or there is none.
.DESCRIPTION
    A run without input has no pass rate (NaN) and is no alert. scheduled/alert.ps1 takes its rules from a file.
.PARAMETER Store
    The folder that the metrics are kept in.
.PARAMETER Threshold
    The lowest pass rate that is fine, in percent.
.EXAMPLE
    pwsh -NoProfile -File examples/alert.ps1 -Store ./metrics -Threshold 90
#>
[CmdletBinding()]
param(
    [string] $Store = './metrics',
    [double] $Threshold = 90
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../MdfMetrics.psd1"
}

$rules = @(
    @{ name = 'failed'; condition = 'status != completed'; severity = 'critical' }
    @{ name = 'pass rate'; condition = "pass_rate < $($Threshold.ToString([cultureinfo]::InvariantCulture))" }
    @{ name = 'missing'; condition = 'no run in 52w' }
)
$alerts = @(Test-MdfAlert -Rule $rules -Path $Store)
$alerts.ForEach{ "ALERT: $($_.message)" }
if ($alerts) {
    exit 1
}

"OK: $((Get-MdfRun -Path $Store -Last 1).run_id)"
