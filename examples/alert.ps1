#requires -Version 7.4
<#
.SYNOPSIS
    For a scheduler: exits with 1 when the last run failed or its pass rate is under a threshold.
.DESCRIPTION
    No run at all is an alert too. A run without input has no pass rate (NaN) and is none.
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

$run = Get-MdfRun -Path $Store -Last 1
if (-not $run) {
    "ALERT: there is no run in $Store."
    exit 1
}

if ($run.status -eq 'failed') {
    "ALERT: $($run.run_id) failed: $($run.error)"
    exit 1
}

if ($run.pass_rate -lt $Threshold) {
    "ALERT: $($run.run_id) passed {0:F1} % of its records; at least $Threshold % is expected." -f $run.pass_rate
    exit 1
}

"OK: $($run.run_id) passed {0:F1} % of its records." -f $run.pass_rate
