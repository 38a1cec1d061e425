#requires -Version 7.4
<#
.SYNOPSIS
    For a scheduler: what a store needs every night, in this order: restore crashed runs, summarise, optimise, clear,
    report, alert, check. Exits with 1 when any of it failed, an alert was raised or the check found something.
.DESCRIPTION
    A step that fails is told and the next one begins, except that nothing is cleared which was not summarised.
    crontab, systemd/ and Register-Task.ps1 beside this file run it at night.
.PARAMETER Store
    The folder that the metrics are kept in.
.PARAMETER OlderThan
    How long runs are kept: 90m, 12h, 30d, 4w. Their summaries stay.
.PARAMETER TimeZone
    Whose days and months the summaries count, for example America/New_York: once is enough, the store keeps it. UTC, if
    it was never given.
.PARAMETER RulePath
    Your rules of the alerts: begin with a copy of configs/alerts.yaml, outside of the module, so that an upgrade does not
    touch them.
.PARAMETER StatePath
    The file by which alert.ps1 remembers what was told; the same as in its own schedule.
.PARAMETER SitePath
    A folder to keep a page of each run, of each pipeline and of all in, for a web server or a share.
.PARAMETER LogPath
    A file that the lines are added to as well, for schedulers that keep no output, such as Windows' own.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File examples/scheduled/nightly.ps1 -Store ./metrics -RulePath ./alerts.yaml
#>
[CmdletBinding()]
param(
    [string] $Store = './metrics',
    [string] $OlderThan = '30d',
    [Parameter(Mandatory)]
    [string] $RulePath,
    [string] $TimeZone,
    [string] $StatePath,
    [string] $SitePath,
    [string] $LogPath
)

# Without this an error of ours would be written, and the exit code would still be 0.
$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../../MdfMetrics.psd1"
}

. "$PSScriptRoot/log.ps1"
$failed = @()

# Runs a step and writes its lines, those of its errors too: one bad journal keeps no other from being restored.
function Invoke-Step([string] $Name, [scriptblock] $Step) {
    $ErrorActionPreference = 'Continue'
    try {
        & $Step 2>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) {
                Write-Line "${Name}: error $($_.Exception.Message)"
                $script:failed += $Name
            }
            else {
                Write-Line "${Name}: $_"
            }
        }
    }
    catch {
        Write-Line "${Name}: error $($_.Exception.Message)"
        $script:failed += $Name
    }
}

Invoke-Step restore {
    Restore-MdfRun -All -Path $Store | ForEach-Object { "$($_.run_id) was $($_.status)" }
}

Invoke-Step summarise {
    $zone = if ($TimeZone) { @{ TimeZone = $TimeZone } } else { @{} }
    Update-MdfSummary -Period Day, Month -Path $Store @zone -PassThru |
        ForEach-Object { "$($_.period): $($_.runs_added) runs added" }
}

Invoke-Step optimise {
    Optimize-MdfMetrics -Path $Store | ForEach-Object {
        "$($_.status): $($_.runs) runs, $($_.files_before) files are $($_.files_after)"
    }
}

if ($failed -notcontains 'summarise') {
    & "$PSScriptRoot/cleanup.ps1" -Store $Store -OlderThan $OlderThan -LogPath $LogPath
    if ($LASTEXITCODE) {
        $failed += 'clear'
    }
}

if ($SitePath) {
    Invoke-Step report {
        Export-MdfReport -Site $SitePath -LiteralPath $Store -RulePath $RulePath -PassThru | ForEach-Object FullName
    }
}

& "$PSScriptRoot/alert.ps1" -Store $Store -RulePath $RulePath -StatePath $StatePath -LogPath $LogPath
if ($LASTEXITCODE) {
    $failed += 'alert'
}

Invoke-Step check {
    $findings = @(Test-MdfMetrics -Path $Store)
    $findings | ForEach-Object { "$($_.kind): $($_.message)" }
    if ($findings) {
        $script:failed += 'check'
        "$($findings.Count) findings; Test-MdfMetrics -Path '$Store' | Repair-MdfMetrics -WhatIf shows what would be done"
    }
}

exit [int] ($failed.Count -gt 0)
