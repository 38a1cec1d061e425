#requires -Version 7.4
<#
.SYNOPSIS
    Registers alert.ps1 with the Task Scheduler of Windows, every 15 minutes.
.DESCRIPTION
    "Last Run Result" is then 0x1 after an alert, and the log has the lines. -WhatIf shows what would be registered.
.EXAMPLE
    ./Register-Task.ps1 -Store C:\pipeline\metrics -LogPath C:\pipeline\alerts.log -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Store,

    [Parameter(Mandatory)]
    [string] $LogPath
)

$ErrorActionPreference = 'Stop'
$arguments = "-NoProfile -NonInteractive -File `"$PSScriptRoot\alert.ps1`" -Store `"$Store`" -LogPath `"$LogPath`""
if ($PSCmdlet.ShouldProcess('MdfMetrics alert', "Register a scheduled task: pwsh $arguments")) {
    $task = @{
        TaskName = 'MdfMetrics alert'
        Action = New-ScheduledTaskAction -Execute pwsh.exe -Argument $arguments
        Trigger = New-ScheduledTaskTrigger -Once -At (Get-Date).Date -RepetitionInterval (New-TimeSpan -Minutes 15)
        Settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit (New-TimeSpan -Minutes 10) -StartWhenAvailable
    }
    Register-ScheduledTask @task
}
