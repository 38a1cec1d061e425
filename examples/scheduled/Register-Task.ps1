#requires -Version 7.4
<#
.SYNOPSIS
    Registers a job of this folder with the Task Scheduler of Windows: alert.ps1 every 15 minutes, the others at night.
.DESCRIPTION
    "Last Run Result" is then 0x1 after an alert or a failure, and the log has the lines. -WhatIf shows what would be
    registered.
.PARAMETER RulePath
    Your rules: begin with a copy of configs/alerts.yaml, outside of the module, so that an upgrade does not touch them.
.PARAMETER StatePath
    A file that remembers what was told, shared by alert and nightly: every alert comes once, not with every call.
.EXAMPLE
    $pipeline = @{ Store = 'C:\pipeline\metrics'; RulePath = 'C:\pipeline\alerts.yaml'; StatePath = 'C:\pipeline\alerts.state' }
    ./Register-Task.ps1 @pipeline -LogPath C:\pipeline\alerts.log -WhatIf
.EXAMPLE
    ./Register-Task.ps1 -Job cleanup -Store C:\pipeline\metrics -LogPath C:\pipeline\cleanup.log
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('alert', 'cleanup', 'nightly')]
    [string] $Job = 'alert',

    [Parameter(Mandatory)]
    [string] $Store,

    [Parameter(Mandatory)]
    [string] $LogPath,

    [string] $RulePath,

    [string] $StatePath
)

$ErrorActionPreference = 'Stop'
$arguments = "-NoProfile -NonInteractive -File `"$PSScriptRoot\$Job.ps1`" -Store `"$Store`" -LogPath `"$LogPath`""
if ($Job -ne 'cleanup') {
    if (-not $RulePath) {
        throw "-RulePath is missing: $Job.ps1 judges by your rules."
    }
    $arguments += " -RulePath `"$RulePath`""
    if ($StatePath) {
        $arguments += " -StatePath `"$StatePath`""
    }
}

if ($PSCmdlet.ShouldProcess("MdfMetrics $Job", "Register a scheduled task: pwsh $arguments")) {
    $trigger = if ($Job -eq 'alert') {
        New-ScheduledTaskTrigger -Once -At (Get-Date).Date -RepetitionInterval (New-TimeSpan -Minutes 15)
    }
    else {
        New-ScheduledTaskTrigger -Daily -At '03:00'
    }

    $settings = @{
        ExecutionTimeLimit = if ($Job -eq 'alert') { New-TimeSpan -Minutes 10 } else { New-TimeSpan -Hours 4 }
        StartWhenAvailable = $true
        MultipleInstances = 'IgnoreNew'
    }
    $task = @{
        TaskName = "MdfMetrics $Job"
        Action = New-ScheduledTaskAction -Execute pwsh.exe -Argument $arguments
        Trigger = $trigger
        Settings = New-ScheduledTaskSettingsSet @settings
    }
    Register-ScheduledTask @task
}
