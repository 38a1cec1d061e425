#requires -Version 7.4
<#
.SYNOPSIS
    Holds a store of ../soak.ps1 against its ledger: a line for each difference, none if all is there exactly once.
.PARAMETER Ledger
    The file that ../soak.ps1 writes at the end: its runs, and the alerts that were to be told and those that were.
.EXAMPLE
    $env:TZDIR = './kept/zones'; ./examples/soak/check.ps1 ./kept/metrics ./kept/ledger.xml -InformationAction Continue

    A store of soak.ps1 -Path ./kept -Keep, in its time zone.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Store,
    [Parameter(Mandatory)]
    [string] $Ledger
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../../MdfMetrics.psd1"
}

# What is there and should not be, and the other way about; each line of either counts.
function Compare-Lines([string] $What, [string[]] $Expected, [string[]] $Actual) {
    $Expected, $Actual = @($Expected).Where{ $_ }, @($Actual).Where{ $_ }
    Write-Information "$What`: $($Expected.Count) expected, $($Actual.Count) found"
    foreach ($line in Compare-Object @($Expected) @($Actual) -CaseSensitive) {
        "$What, $($line.SideIndicator -eq '<=' ? 'missing' : 'unexpected'): $($line.InputObject)"
    }
}

function Format-Time([datetime] $Time) {
    $Time.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss.fff', [cultureinfo]::InvariantCulture)
}

function Compare-Run {
    $left = $record.Runs.Where{ -not $_.IsGone }
    $found = @(Get-MdfRun -Path $Store -ErrorAction Ignore)
    $expected = $left.ForEach{
        "$($_.Id) of $($_.Pipeline) $(Format-Time $_.Start): $($_.Status), " +
        "$($_.In) in, $($_.Out) out, $($_.Errors) errors"
    }
    Compare-Lines runs $expected $found.ForEach{
        "$($_.run_id) of $($_.pipeline_name) $(Format-Time $_.start_time): $($_.status), " +
        "$($_.total_input_records) in, $($_.total_output_records) out, $($_.total_errors) errors"
    }
    $expected = $left.ForEach{ "$($_.Id) clean: $($_.In) in, $($_.Out) out, $($_.Errors) errors" }
    Compare-Lines stages $expected ($found | Get-MdfStageMetric -ErrorAction Ignore | ForEach-Object {
            "$($_.run_id) $($_.stage_name): $($_.input_records) in, $($_.output_records) out, $($_.error_count) errors"
        })
    $expected = foreach ($run in $left) {
        $run.Rows.ForEach{ "$($run.Id) $($_.Operator)/$($_.Worker): $($_.In) in, $($_.Out) out, $($_.Errors) errors" }
    }
    Compare-Lines operators $expected ($found | Get-MdfOperatorMetric -ErrorAction Ignore | ForEach-Object {
            "$($_.run_id) $($_.operator_name)/$($_.worker_id): " +
            "$($_.input_records) in, $($_.output_records) out, $($_.error_count) errors"
        })
}

# Summaries count the runs that are gone as well. Of two hours of one name on the clock, UTC says which it is.
function Compare-Summary([string] $Level, [string] $Period) {
    $format = $Period -eq 'Hour' ? '{0:yyyy-MM-dd HH} ({1:HH} UTC)' : '{0:yyyy-MM-dd}'
    $line = '{0}: {1} runs, {2} completed, {3} failed, {4} abandoned, {5} in, {6} out, {7} errors'
    $rows = foreach ($run in $record.Runs) {
        foreach ($row in $Level -eq 'Operator' ? $run.Rows : $run) {
            $name = $run.Pipeline, $row.Operator, ($format -f $run.Local, $run.Start) -ne $null -join ' '
            [pscustomobject]@{ Name = $name; Run = $run; In = $row.In; Out = $row.Out; Errors = $row.Errors }
        }
    }
    $expected = $rows | Group-Object Name | ForEach-Object {
        $runs = @($_.Group.Run | Sort-Object Id -Unique)
        $counts = foreach ($status in 'completed', 'failed', 'abandoned') { $runs.Where{ $_.Status -eq $status }.Count }
        $sums = foreach ($column in 'In', 'Out', 'Errors') { ($_.Group | Measure-Object $column -Sum).Sum }
        $line -f (@($_.Name, $runs.Count) + $counts + $sums)
    }
    $found = Get-MdfSummary $Level $Period -Path $Store -ErrorAction Ignore | ForEach-Object {
        $time = $format -f $_.local_start, $_.period_start.ToUniversalTime()
        $line -f ($_.pipeline_name, $_.operator_name, $time -ne $null -join ' '),
        $_.run_count, $_.completed_count, $_.failed_count, $_.abandoned_count,
        ($_.total_input_records ?? $_.input_records), ($_.total_output_records ?? $_.output_records),
        ($_.total_errors ?? $_.error_count)
    }
    Compare-Lines "$Level summaries by $Period" $expected $found
}

# What can't be read is no error here: Test-MdfMetrics finds it.
$record = Import-Clixml $Ledger
Compare-Run
Compare-Lines alerts $record.ExpectedAlerts $record.Alerts
foreach ($level in 'Run', 'Stage', 'Operator') {
    Compare-Summary $level Hour
    Compare-Summary $level Day
}

Compare-Lines 'findings of Test-MdfMetrics' @() @(Test-MdfMetrics -Path $Store).ForEach{ "$($_.kind): $($_.message)" }
Compare-Lines leftovers @() (Get-ChildItem "$Store/_tmp", "$Store/_journal" -Recurse -File -ErrorAction Ignore).FullName
