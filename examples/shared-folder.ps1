#requires -Version 7.4
<#
.SYNOPSIS
    Workers on several machines that see one folder: this starts the run and gathers, -Worker is one of the workers.
.DESCRIPTION
    On the coordinator:   ./shared-folder.ps1 -Store /mnt/shared/metrics -RunId nightly-0125 -Expect node1, node2
    On each worker:       ./shared-folder.ps1 -Store /mnt/shared/metrics -RunId nightly-0125 -Worker node1
    Each machine may see the folder under a path of its own. Nothing else is shared.
.PARAMETER Store
    The folder that the metrics are kept in, as this machine sees it.
.PARAMETER RunId
    The id that all of them know.
.PARAMETER Worker
    This worker's id.
.PARAMETER Expect
    The workers that are to take part.
.PARAMETER WaitTimeout
    How many seconds to wait for them, and they for the run.
#>
[CmdletBinding(DefaultParameterSetName = 'Coordinator')]
param(
    [Parameter(Mandatory)]
    [string] $Store,

    [Parameter(Mandatory)]
    [string] $RunId,

    [Parameter(Mandatory, ParameterSetName = 'Worker')]
    [string] $Worker,

    [Parameter(Mandatory, ParameterSetName = 'Coordinator')]
    [string[]] $Expect,

    [double] $WaitTimeout = 60
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../MdfMetrics.psd1"
}

if ($Expect) {
    Start-MdfRun -RunId $RunId -Path $Store -ExpectedWorker $Expect -WaitTimeout $WaitTimeout -PassThru { } |
        Get-MdfOperatorMetric
    return
}

# A worker may be up before the coordinator.
$patience = [System.Diagnostics.Stopwatch]::StartNew()
while ($true) {
    try {
        $null = Connect-MdfRun $RunId -Path $Store -WorkerId $Worker
        break
    }
    catch {
        $isEarly = $_.FullyQualifiedErrorId -match '^(RunNotFound|StoreNotFound),'
        if (-not $isEarly -or $patience.Elapsed.TotalSeconds -ge $WaitTimeout) {
            throw
        }
        Start-Sleep -Milliseconds 200
    }
}

try {
    Enter-MdfStage square {
        1..1000 | Measure-MdfOperator multiply { $_ * $_ } | Measure-MdfOperator keep_even { if ($_ % 2 -eq 0) { $_ } } | Out-Null
    }
}
finally {
    Disconnect-MdfRun
}
