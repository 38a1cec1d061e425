#requires -Version 7.4
<#
.SYNOPSIS
    Workers in processes of their own: each job measures, the coordinator adds the rows to its run.
.DESCRIPTION
    The same works with Invoke-Command on other machines: what comes back are rows with plain properties.
.PARAMETER Store
    The folder that the metrics are kept in.
#>
[CmdletBinding()]
param(
    [string] $Store = './metrics'
)

$ErrorActionPreference = 'Stop'
$module = "$PSScriptRoot/../MdfMetrics.psd1"
if (-not (Get-Module MdfMetrics)) {
    Import-Module $module
}

$worker = {
    param($Module, $Id)
    Import-Module $Module
    # A run of the job's own: it writes no files, its rows are what counts.
    $null = Start-MdfRun -Configuration @{ write_on_completion = $false }
    Enter-MdfStage square
    1..500 | Measure-MdfOperator multiply -WorkerId "job_$Id" { $_ * $_ } | Out-Null
    Exit-MdfStage
    Stop-MdfRun | Get-MdfOperatorMetric
}

$run = Start-MdfRun -Path $Store -PassThru {
    $jobs = 1..2 | ForEach-Object { Start-Job -ScriptBlock $worker -ArgumentList $module, $_ }
    $jobs | Receive-Job -Wait -AutoRemoveJob | Add-MdfOperatorMetric
}

$run | Get-MdfOperatorMetric
