#requires -Version 7.4
<#
.SYNOPSIS
    Workers on other machines over PowerShell remoting: each measures, and its rows come back as objects.
.DESCRIPTION
    Needs nothing but pwsh as an SSH subsystem and the module on each host. Where the hosts share the store's folder, they
    may join the run instead: shared-folder.ps1.
.PARAMETER Session
    Open sessions, one for each worker: New-PSSession -HostName node1, node2 -UserName etl
.PARAMETER Store
    The folder that the metrics are kept in.
.PARAMETER Module
    The module on the hosts: a name, or a path there.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [System.Management.Automation.Runspaces.PSSession[]] $Session,

    [string] $Store = './metrics',

    [string] $Module = 'MdfMetrics'
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../MdfMetrics.psd1"
}

$worker = {
    param($Module)
    Import-Module $Module
    # A run of the worker's own: it writes no files, its rows are what counts.
    $null = Start-MdfRun -Configuration @{ write_on_completion = $false }
    Enter-MdfStage square
    $id = "$([System.Environment]::MachineName)-$PID"
    1..500 | Measure-MdfOperator multiply -WorkerId $id -CustomMetric @{ os = "$($PSVersionTable.OS)" } { $_ * $_ } | Out-Null
    Exit-MdfStage
    Stop-MdfRun | Get-MdfOperatorMetric
}

# The sessions work at the same time.
$run = Start-MdfRun -Path $Store -PassThru {
    Invoke-Command -Session $Session -ScriptBlock $worker -ArgumentList $Module | Add-MdfOperatorMetric
}
$run | Get-MdfOperatorMetric
