#requires -Version 7.4
<#
.SYNOPSIS
    Registers a job of this folder with the Task Scheduler of Windows: alert.ps1 every 15 minutes, the others at night.
.DESCRIPTION
    "Last Run Result" is then 0x1 after an alert or a failure, and the log has the lines. -WhatIf shows what would be
    registered.
.EXAMPLE
    ./Register-Task.ps1 -Store C:\pipeline\metrics -LogPath C:\pipeline\alerts.log -WhatIf
.EXAMPLE
    ./Register-Task.ps1 -Job nightly -Store C:\pipeline\metrics -LogPath C:\pipeline\nightly.log
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [ValidateSet('alert', 'cleanup', 'nightly')]
    [string] $Job = 'alert',

    [Parameter(Mandatory)]
    [string] $Store,

    [Parameter(Mandatory)]
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
$arguments = "-NoProfile -NonInteractive -File `"$PSScriptRoot\$Job.ps1`" -Store `"$Store`" -LogPath `"$LogPath`""
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
