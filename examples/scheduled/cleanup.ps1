#requires -Version 7.4
<#
.SYNOPSIS
    For a scheduler: removes old runs from a store, and exits with 1 when something could not be removed.
.DESCRIPTION
    Writes a line that says what was done, and one for each error. Runs that are tagged keep stay, and so do the newest
    ten: a pipeline that has not run for long still has a past. When other maintenance is at work, the next night will do.
    crontab, systemd/ and Register-Task.ps1 beside this file run it at night.
.PARAMETER Store
    The folder that the metrics are kept in.
.PARAMETER OlderThan
    How long runs are kept: 90m, 12h, 30d, 4w.
.PARAMETER LogPath
    A file that the lines are added to as well, for schedulers that keep no output, such as Windows' own.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File examples/scheduled/cleanup.ps1 -Store ./metrics -OlderThan 30d
.EXAMPLE
    ./examples/scheduled/cleanup.ps1 -Store ./metrics -WhatIf

    Lists the runs that would go.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $Store = './metrics',
    [string] $OlderThan = '30d',
    [string] $LogPath
)

# Without this an error of ours would be written, and the exit code would still be 0.
$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../../MdfMetrics.psd1"
}

. "$PSScriptRoot/log.ps1"

try {
    $done = Clear-MdfMetrics -Path $Store -OlderThan $OlderThan -KeepLast 10 -KeepTag keep `
        -ErrorAction SilentlyContinue -ErrorVariable problems
}
catch {
    $problems = @($_)
}

if ($done) {
    $figures = '{0} runs, {1} files, {2:n1} MB; kept {3}, skipped {4}, errors {5}' -f
        $done.runs, $done.files, ($done.bytes / 1MB), $done.kept, $done.skipped, $done.errors
    Write-Line "$($done.status): $figures"
}

foreach ($problem in $problems) {
    Write-Line "error $($problem.Exception.Message)"
}

exit [int] ($problems.Count -gt 0)
