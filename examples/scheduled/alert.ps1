#requires -Version 7.4
<#
.SYNOPSIS
    For a scheduler: judges the runs of a store by a file of rules, and exits with 1 when one fires.
.DESCRIPTION
    Writes a line for each alert, and nothing when all is well, so that cron sends mail only then. A rule file that is
    wrong, a store that is not there or a file that can't be read is exit code 1 too: silence means that all is well, or
    with -StatePath that nothing is new. Alerts of severity info are written and leave the exit code 0.
    crontab, systemd/ and Register-Task.ps1 beside this file run it every 15 minutes.
.PARAMETER Store
    The folder that the metrics are kept in.
.PARAMETER RulePath
    Your rules: begin with a copy of configs/alerts.yaml, outside of the module, so that an upgrade does not touch them.
.PARAMETER StatePath
    A file that remembers what was told: all runs that ended since the last call are judged, and each alert is told once.
    Without it the newest run of each pipeline is judged, and told in every call.
.PARAMETER RepeatAfter
    When an alert that still holds is told again: 12h, 1d.
.PARAMETER LogPath
    A file that the lines are added to as well, for schedulers that keep no output, such as Windows' own.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File examples/scheduled/alert.ps1 -Store ./metrics -RulePath ./alerts.yaml -StatePath ./alerts.state
#>
[CmdletBinding()]
param(
    [string] $Store = './metrics',
    [Parameter(Mandatory)]
    [string] $RulePath,
    [string] $StatePath,
    [string] $RepeatAfter,
    [string] $LogPath
)

# Without this an error of ours would be written, and the exit code would still be 0.
$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../../MdfMetrics.psd1"
}

. "$PSScriptRoot/log.ps1"

$state = @{}
if ($StatePath) {
    $state.StatePath = $StatePath
}
if ($RepeatAfter) {
    $state.RepeatAfter = $RepeatAfter
}

try {
    Test-MdfAlert -RulePath $RulePath -Path $Store @state -FailOnAlert 3>&1 | ForEach-Object {
        if ($_ -is [System.Management.Automation.WarningRecord]) {
            Write-Line "note $($_.Message)"
        }
        else {
            Write-Line "$($_.severity) $($_.rule): $($_.message)"
        }
    }
}
catch {
    if ($_.FullyQualifiedErrorId -notlike 'AlertRaised*') {
        Write-Line "error $($_.Exception.Message)"
    }

    exit 1
}
