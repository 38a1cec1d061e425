#requires -Version 7.4
<#
.SYNOPSIS
    A month of use in minutes: three pipelines, workers, crashes, kills, a full disk, nightly jobs, alerts and readers, all
    on one store; then what the store has is held against a ledger of what was done.
.DESCRIPTION
    Exits with 1, and says what differs, unless each run, figure, alert and summary is there exactly once and
    Test-MdfMetrics finds nothing. Linux and macOS.

    The month ends now. The module has no clock to be set: runs are measured when the script gets to them, and written by
    Export-MdfMetrics with the times that they would have had, as anyone's history is brought in. Of a run that was killed
    the dates in its journal are moved before it is restored. Lengths of time that are given to the module (-OlderThan, "no
    run in") are by the real clock, so the distance of the simulated day is added. Midnight, and a night in the middle in
    which clocks go back by an hour, are those of a time zone of the script's own, so that it takes no October.

    The disk is a tmpfs, where this account may mount one, and is filled; else runs are given a store that can't be made.
    SQL reads along where DuckDB.NET is found.
.PARAMETER Days
    How many days, 3 to 30.
.PARAMETER Seed
    Which hours go wrong, and how.
.PARAMETER Path
    A folder to work in, which must not exist. It is removed if all was well.
.PARAMETER Keep
    The folder stays: the store, and the ledger for soak/check.ps1.
.PARAMETER DuckDB
    DuckDB.NET.Data.dll.
.EXAMPLE
    pwsh -NoProfile -File examples/soak.ps1
.EXAMPLE
    pwsh -NoProfile -File examples/soak.ps1 -Days 3 -Seed 7
#>
[CmdletBinding()]
param(
    [ValidateRange(3, 30)]
    [int] $Days = 30,
    [int] $Seed = 19,
    [string] $Path = (Join-Path ([System.IO.Path]::GetTempPath()) "mdf-soak-$PID"),
    [switch] $Keep,
    [string] $DuckDB = (Join-Path $PSHOME DuckDB.NET.Data.dll)
)

$ErrorActionPreference = 'Stop'
if ($IsWindows -or (Test-Path $Path)) {
    throw $IsWindows ? 'This takes Linux or macOS.' : "'$Path' is there already: give a new folder."
}

if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../MdfMetrics.psd1"
}

. "$PSScriptRoot/soak/clock.ps1"
. "$PSScriptRoot/soak/ledger.ps1"
. "$PSScriptRoot/soak/processes.ps1"
. "$PSScriptRoot/soak/disk.ps1"

$watch = [System.Diagnostics.Stopwatch]::StartNew()
$random = [System.Random]::new($Seed)
$hour = [timespan]::FromHours(1)

function Write-Line([string] $Text) {
    '{0,6:n1} s  {1}' -f $watch.Elapsed.TotalSeconds, $Text | Out-Host
}

# The month: midnight, so many days of which one has 25 hours, and the last full hour before now.
$end = [datetime]::UtcNow.Date.AddHours([datetime]::UtcNow.Hour)
$hours = 24 * $Days + 1
$begin = $end - $hour * $hours
$changeDay = [int] [System.Math]::Floor($Days / 2)
$change = $begin.AddHours(24 * $changeDay + 3)
$summer = (24 - $begin.Hour) % 24
$summer -= $summer -gt 12 ? 24 : 0
$keptDays = [System.Math]::Max(1, $changeDay - 1)

# By the ledger's own reckoning, not by .NET's time zones.
function Get-LocalTime([datetime] $Utc) {
    $Utc.AddHours($Utc -lt $change ? $summer : $summer - 1)
}

$null = New-Item $Path -ItemType Directory
$marks = New-Item "$Path/marks.txt"
$null = [System.TimeZoneInfo]::Local.Id
$env:TZDIR = "$Path/zones"
New-TimeZoneFile "$env:TZDIR/Soak/Town" $change $summer
$disk = Mount-Disk "$Path/disk"
$store = "$Path/disk/metrics"
$told = [System.Collections.Generic.List[string]]::new()
Write-Line ("$Days days from $($begin.ToString('u')) on; clocks go back at $($change.ToString('u')); seed $Seed; " +
    "the disk is $($disk.Size ? 'a tmpfs' : 'an ordinary folder'); SQL $((Test-Path $DuckDB) ? 'reads along' : 'is left out: no DuckDB.NET')")

# Records a run now, as it would have been then. The records of each worker go through parse and filter.
function Invoke-Run([string] $Pipeline, [datetime] $Start, [System.Collections.IDictionary] $Worker, [hashtable] $Is = @{}) {
    $id = '{0}-{1:yyyyMMddTHHmm}' -f $Pipeline, $Start
    $expected = Add-ExpectedRun $id $Pipeline $Start $Worker -Status ($Is.FailAt ? 'failed' : 'completed') @Is
    $tags = @{ kind = $Pipeline }
    if ($Is.Keep) {
        $tags.keep = 'yes'
    }

    # With the disk full the run is to be written as any other, fails at that, and lives on in memory.
    $isWritten = $disk.IsFull
    $target = $isWritten -and -not $disk.Size ? "$marks/metrics" : $store
    $handle = Start-MdfRun -RunId $id -PipelineName $Pipeline -Path $target -Tag $tags -WarningAction Ignore `
        -Configuration @{ executor = @{ metrics = @{ write_on_completion = $isWritten } } }
    $workers = @($Worker.Keys.Where{ $_ -like 'joined*' }.ForEach{ Start-Worker $id $Worker[$_] $_ })
    $failure = @{}
    try {
        Enter-MdfStage clean {
            foreach ($name in $Worker.Keys.Where{ $_ -notlike 'joined*' }) {
                1..$Worker[$name] |
                    Measure-MdfOperator parse -WorkerId $name { if ($_ -eq $Is.FailAt) { throw 'a bad record' } $_ } |
                    Measure-MdfOperator filter -WorkerId $name { if ([bool] ($_ % 3) -ne [bool] $Is.Low) { $_ } } |
                    Out-Null
            }
        }
    }
    catch {
        $failure.ErrorMessage = "$_"
    }

    $workers.ForEach{ Stop-Child $_ }
    $ended = Stop-MdfRun -Run $handle -WarningAction Ignore @failure
    $rows = Get-MovedRow $ended $Start
    if ($isWritten) {
        $disk.Waiting.Add(@{ Run = $expected; Rows = $rows })
        return
    }

    $rows | Export-MdfMetrics -Path $store
    Write-Mark + $expected
}

# Late, as they were kept from being written.
function Write-Waiting {
    foreach ($late in $disk.Waiting) {
        $late.Rows | Export-MdfMetrics -Path $store
        Write-Mark + $late.Run
    }
    $disk.Waiting.Clear()
}

function Test-Alert([datetime] $Now) {
    $away = [int] ([datetime]::UtcNow - $Now).TotalMinutes
    $rules = @(
        @{ name = 'failed'; condition = 'status = failed' }
        @{ name = 'abandoned'; condition = 'status = abandoned' }
        @{ name = 'low'; condition = 'pass_rate < 50' }
        @{ name = 'missing'; condition = "no run in $($away + 180)m"; tag = @{ kind = 'hourly' } }
    )
    Test-MdfAlert -Rule $rules -Path $store -StatePath "$Path/alerts.state" -WarningAction Ignore |
        ForEach-Object { $told.Add("$($_.rule) of $($_.rule -eq 'missing' ? $_.pipeline_name : $_.run_id)") }
}

# Each night; now and then it is killed first, and starts again. What it would clear is not to be missed any more.
function Invoke-Night([datetime] $Now, [bool] $IsKilled) {
    $limit = $Now.AddDays(-$keptDays)
    $dead = $ledger.Where{ -not $_.IsWritten -and $_.Status -eq 'abandoned' -and -not (Test-Child $_.Id) }
    # What is restored may be old enough to go in the same night.
    $goes = $ledger.Where{ $_.Start -lt $limit -and ($_.IsWritten -or $_ -in $dead) -and -not $_.IsGone -and -not $_.Keep }
    Write-Mark - $goes
    $night = @{ Store = $store; TimeZone = 'Soak/Town'; OlderThan = [datetime]::UtcNow - $limit; Before = $Now.AddDays(-1) }
    if ($IsKilled) {
        Stop-Night $night
    }

    try {
        $null = & "$PSScriptRoot/soak/night.ps1" @night
        Write-Mark + $dead
    }
    catch {
        if (-not $disk.IsFull) {
            throw
        }
    }
}

$isThrough = $false
$readers = @(Start-Reader)
try {
    $nights = -1
    $lastLocal = $null
    for ($h = 0; $h -lt $hours; $h++) {
        $now = $begin + $hour * $h
        $local = Get-LocalTime $now
        $day = [int] ($local.Date - (Get-LocalTime $begin).Date).TotalDays
        # An hour that comes twice has no second nightly run, as with any scheduler.
        $clock = $local -le $lastLocal ? -1 : $local.Hour
        $lastLocal = $local
        if ($clock -eq 0) {
            $wrong = @{ $random.Next(6, 9) = @{ FailAt = $random.Next(10, 40) }; $random.Next(20, 23) = @{ Low = $true } }
            Write-Line "day $day"
        }
        if ($day % 7 -eq 1 -and $local.Hour -in 9, 11) {
            $local.Hour -eq 9 ? (Lock-Disk) : (Unlock-Disk)
        }

        $isOut = $day % 10 -eq 1 -and $local.Hour -in 14..18
        if (-not $isOut) {
            $is = $disk.IsFull ? @{ Low = $true } : $wrong[$local.Hour]
            Invoke-Run hourly $now.AddMinutes(5) @{ worker_0 = $random.Next(40, 100) } ($is ?? @{})
        }
        switch ($clock) {
            1 { if ($day % 2) { Start-Victim $now.AddMinutes(10) $random.Next(40, 100) } }
            2 { Invoke-Run nightly $now.AddMinutes(15) ([ordered]@{ left = $random.Next(100, 300); right = $random.Next(100, 300) }) }
            3 { Invoke-Night $now.AddMinutes(30) ($day % 5 -eq 1) }
            4 {
                Stop-Victim
                if ($day % 7 -eq $changeDay % 7) {
                    $team = [ordered]@{ here = 50; joined_1 = $random.Next(40, 100); joined_2_dies = $random.Next(40, 100) }
                    Invoke-Run weekly $now.AddMinutes(20) $team @{ Keep = $true }
                }
            }
            10 { if ($disk.IsFull) { Invoke-Night $now.AddMinutes(30) $false } }
        }
        if ($h -eq 0 -or $local.Hour % 6 -eq 5) {
            Test-Alert $now.AddMinutes(30)
        }
        if ($isOut -and $local.Hour -eq 17) {
            $expectedAlerts.Add('missing of hourly')
        }
    }

    Invoke-Night $end $false
    Test-Alert $end
    $isThrough = $true
}
finally {
    $null = New-Item "$Path/stop"
    $readers.ForEach{ Wait-Reader $_ }
    Stop-AllChild
    if (-not $isThrough) {
        Dismount-Disk
    }
}

@{ Runs = $ledger; ExpectedAlerts = $expectedAlerts; Alerts = $told } | Export-Clixml "$Path/ledger.xml" -Depth 5
& "$PSScriptRoot/soak/check.ps1" -Store $store -Ledger "$Path/ledger.xml" -InformationAction Continue |
    ForEach-Object { $differences.Add($_) }
if ($differences -or $Keep) {
    Copy-Item $store "$Path/metrics" -Recurse -Force
}

Dismount-Disk
if ($differences) {
    $differences | Out-Host
    Write-Line "$($differences.Count) differences; see $Path"
    exit 1
}

Write-Line "All there, once: $($ledger.Count) runs, $($ledger.Where{ $_.IsGone }.Count) of them removed."
if (-not $Keep) {
    Remove-Item $Path -Recurse -Force
}
