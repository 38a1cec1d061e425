# Dot-sourced by ../soak.ps1: what it has done, in its own words, and what of it check.ps1 must find. Nothing here asks the
# module; every expectation is worked out from how many records a run was given.

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
        Id = $Id; Pipeline = $Pipeline; Start = $Start; Local = Get-LocalTime $Start; Status = $Status
        In = $in; Out = $out; Errors = [int] [bool] $FailAt; Rows = $rows
        Keep = [bool] $Keep; IsWritten = $false; IsGone = $false
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
