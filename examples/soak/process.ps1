#requires -Version 7.4
<#
.SYNOPSIS
    A process that ../soak.ps1 starts, in order to kill it: it runs a pipeline, or with -WorkerId joins a run.
.DESCRIPTION
    Writes "ready" when its records are through. With -Hang it is then still in its run, until it is killed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Store,
    [Parameter(Mandatory)]
    [string] $RunId,
    [Parameter(Mandatory)]
    [int] $Count,
    [string] $WorkerId,
    [switch] $Hang
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../MdfMetrics.psd1"

if ($WorkerId) {
    $null = Connect-MdfRun $RunId -Path $Store -WorkerId $WorkerId
}
else {
    $null = Start-MdfRun -RunId $RunId -PipelineName hourly -Path $Store -Tag @{ kind = 'hourly' }
}

Enter-MdfStage clean
1..$Count |
    Measure-MdfOperator parse { $_ } |
    Measure-MdfOperator filter { if ($_ % 3) { $_ } } |
    Out-Null
'ready'
if ($Hang) {
    Start-Sleep 3600
}

Disconnect-MdfRun
