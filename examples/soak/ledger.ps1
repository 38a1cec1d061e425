# Dot-sourced by ../soak.ps1: what it has done, in its own words, and what of it the store must show. Nothing here asks the
# module before the end; every expectation is worked out from how many records a run was given.

$ledger = [System.Collections.Generic.List[object]]::new()
$expectedAlerts = [System.Collections.Generic.List[string]]::new()
$differences = [System.Collections.Generic.List[string]]::new()

# A run of whose operators parse passes all, and filter each record that 3 (for the low ones only that which 3) divides not.
# parse throws at record -FailAt, which has come in and is not passed.
function Add-ExpectedRun {
    param(
        [string] $Id, [string] $Pipeline, [datetime] $Start, [System.Collections.IDictionary] $Worker, [int] $FailAt,
        [string] $Status = 'completed', [switch] $Low, [switch] $Keep
    )

    $rows = [ordered]@{}
    $in = $out = 0
    foreach ($name in $Worker.Keys) {
        $count = $FailAt ? $FailAt : $Worker[$name]
        $passed = $FailAt ? $FailAt - 1 : $count
        $third = [System.Math]::DivRem($passed, 3, [ref] $null)
        $left = $Low ? $third : $passed - $third
        $rows["parse/$name"] = "$count in, $passed out, $([int] [bool] $FailAt) errors"
        $rows["filter/$name"] = "$passed in, $left out, 0 errors"
        $in += $count
        $out += $left
    }

    $run = [pscustomobject]@{
        Id = $Id; Pipeline = $Pipeline; Start = $Start; Status = $Status; In = $in; Out = $out
        Errors = [int] [bool] $FailAt; Rows = $rows; Keep = [bool] $Keep; IsWritten = $false; IsGone = $false
    }
    $ledger.Add($run)
    if ($Status -ne 'completed') {
        $expectedAlerts.Add("$Status of $Id")
    }
    if ($Low) {
        $expectedAlerts.Add("low of $Id")
    }
    $run
}

# For the readers, which go by these lines.
function Write-Mark([string] $Sign, $Runs) {
    foreach ($run in $Runs) {
        [System.IO.File]::AppendAllText($marks, "$Sign $($run.Id)`n")
        $run.($Sign -eq '+' ? 'IsWritten' : 'IsGone') = $true
    }
}

# What is there and should not be, and the other way about; each line of either counts.
function Compare-Lines([string] $What, [string[]] $Expected, [string[]] $Actual) {
    $Expected, $Actual = @($Expected).Where{ $_ }, @($Actual).Where{ $_ }
    Write-Line "$What`: $($Expected.Count) expected, $($Actual.Count) found"
    foreach ($line in Compare-Object @($Expected) @($Actual) -CaseSensitive) {
        $differences.Add(('{0}, {1}: {2}' -f $What, ($line.SideIndicator -eq '<=' ? 'missing' : 'unexpected'), $line.InputObject))
    }
}

function Format-Time([datetime] $Time) {
    $Time.ToUniversalTime().ToString('yyyy-MM-dd HH:mm:ss.fff', [cultureinfo]::InvariantCulture)
}

function Compare-Run([string] $Store) {
    $left = $ledger.Where{ -not $_.IsGone }
    $found = @(Get-MdfRun -Path $Store)
    Compare-Lines runs @($left.ForEach{
            "$($_.Id) of $($_.Pipeline) $(Format-Time $_.Start): $($_.Status), $($_.In) in, $($_.Out) out, $($_.Errors) errors"
        }) @($found.ForEach{
            "$($_.run_id) of $($_.pipeline_name) $(Format-Time $_.start_time): $($_.status), " +
            "$($_.total_input_records) in, $($_.total_output_records) out, $($_.total_errors) errors"
        })
    Compare-Lines operators @($left | ForEach-Object {
            $id = $_.Id
            $_.Rows.GetEnumerator() | ForEach-Object { "$id $($_.Key): $($_.Value)" }
        }) @($found | Get-MdfOperatorMetric | ForEach-Object {
            "$($_.run_id) $($_.operator_name)/$($_.worker_id): " +
            "$($_.input_records) in, $($_.output_records) out, $($_.error_count) errors"
        })
}

# Summaries count the runs that are gone as well.
function Compare-Summary([string] $Store) {
    $line = '{0} {1}: {2} runs, {3} completed, {4} failed, {5} abandoned, {6} in, {7} out, {8} errors'
    foreach ($period in 'Hour', 'Day') {
        $format = $period -eq 'Day' ? 'yyyy-MM-dd' : 'yyyy-MM-dd HH'
        # The second of the two hours of one name is another one.
        $clock = { param($utc) (Get-LocalTime $utc).ToString($format) + ($period -eq 'Hour' -and $utc -ge $change ? ' later' : '') }
        Compare-Lines "summaries by $period" @($ledger | Group-Object { "$($_.Pipeline) $(& $clock $_.Start)" } | ForEach-Object {
                $sum = @{}
                foreach ($column in 'In', 'Out', 'Errors') {
                    $sum[$column] = ($_.Group | Measure-Object $column -Sum).Sum
                }
                $by = $_.Group | Group-Object Status -AsHashTable -AsString
                $line -f $_.Group[0].Pipeline, (& $clock $_.Group[0].Start), $_.Count, @($by.completed).Where{ $_ }.Count,
                @($by.failed).Where{ $_ }.Count, @($by.abandoned).Where{ $_ }.Count, $sum.In, $sum.Out, $sum.Errors
            }) @(Get-MdfSummary Run $period -Path $Store | ForEach-Object {
                $line -f $_.pipeline_name,
                ($_.local_start.ToString($format) + ($period -eq 'Hour' -and $_.period_start.ToUniversalTime() -ge $change ? ' later' : '')),
                $_.run_count, $_.completed_count, $_.failed_count, $_.abandoned_count,
                $_.total_input_records, $_.total_output_records, $_.total_errors
            })
    }
}
