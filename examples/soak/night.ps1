#requires -Version 7.4
<#
.SYNOPSIS
    What ../soak.ps1 does with its store every night: restore, summarise, optimise, clear. Names each step as it begins.
.PARAMETER OlderThan
    What goes, by the real clock.
.PARAMETER Before
    What is compacted: runs that started before.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Store,
    [Parameter(Mandatory)]
    [string] $TimeZone,
    [Parameter(Mandatory)]
    [timespan] $OlderThan,
    [Parameter(Mandatory)]
    [datetime] $Before
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../../MdfMetrics.psd1"
}

'restore'
$null = Restore-MdfRun -All -Path $Store
'summarise'
Update-MdfSummary -Period Hour, Day -TimeZone $TimeZone -Path $Store
'optimise'
$null = Optimize-MdfMetrics -Before $Before -Path $Store
'clear'
$null = Clear-MdfMetrics -OlderThan $OlderThan -KeepTag keep -Path $Store
'done'
