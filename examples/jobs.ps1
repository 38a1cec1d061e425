#requires -Version 7.4
<#
.SYNOPSIS
    Workers in processes of their own, in both ways: a job that returns its rows, and one that joins the run.
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

# What comes back are rows with plain properties: histograms and custom metrics survive. No file is shared, so this
# works wherever objects get through, Invoke-Command on other machines included.
$returning = {
    param($Module, $Id)
    Import-Module $Module
    # A run of the job's own: it writes no files, its rows are what counts.
    $null = Start-MdfRun -Configuration @{ write_on_completion = $false }
    Enter-MdfStage square
    1..500 | Measure-MdfOperator multiply -WorkerId $Id { $_ * $_ } | Out-Null
    Exit-MdfStage
    Stop-MdfRun | Get-MdfOperatorMetric
}

# A job that shares the store's folder joins the run: what it has done is safe at once, though the job be killed.
$joining = {
    param($Module, $Id)
    Import-Module $Module
    $null = $using:run | Connect-MdfRun -WorkerId $Id
    Enter-MdfStage square
    1..500 | Measure-MdfOperator multiply { $_ * $_ } | Out-Null
    Disconnect-MdfRun
}

$run = Start-MdfRun -Path $Store
$returned = Start-Job -ScriptBlock $returning -ArgumentList $module, 'job_1'
$joined = Start-Job -ScriptBlock $joining -ArgumentList $module, 'job_2'
$returned | Receive-Job -Wait -AutoRemoveJob | Add-MdfOperatorMetric
$metrics = Stop-MdfRun -ExpectedWorker job_1, job_2
$joined | Receive-Job -Wait -AutoRemoveJob

$metrics | Get-MdfOperatorMetric
