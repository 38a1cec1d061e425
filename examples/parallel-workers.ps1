#requires -Version 7.4
<#
.SYNOPSIS
    Parallel workers of one operator: ForEach-Object -Parallel, with the run handed over.
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

$batches = foreach ($start in 0..7) { , (($start * 100)..($start * 100 + 99)) }

$run = Start-MdfRun -Path $Store
Enter-MdfStage hash

# Every runspace is a worker: worker_0, worker_1, ... in the order of first use.
$batches | ForEach-Object -ThrottleLimit 2 -Parallel {
    Import-Module $using:module
    $_ | Measure-MdfOperator sha256 -Run $using:run {
        $hash = [System.Security.Cryptography.SHA256]::HashData([System.BitConverter]::GetBytes($_))
        [System.Convert]::ToHexString($hash)
    } | Out-Null
}

Exit-MdfStage
$metrics = Stop-MdfRun
$metrics | Get-MdfOperatorMetric
