# Dot-sourced by ../soak.ps1: what it has done, in its own words, and what of it check.ps1 must find. Nothing here asks
# the module; every expectation is worked out from how many records a run was given.

$ledger = [System.Collections.Generic.List[object]]::new()
$expectedAlerts = [System.Collections.Generic.List[string]]::new()
$differences = [System.Collections.Generic.List[string]]::new()

# A run of whose operators parse passes all, and filter each record that 3 does not divide, for the low ones each that it does.
# parse throws at record -FailAt, which has come in and is not passed.
function Add-ExpectedRun {
    param(
        [string] $Id, [string] $Pipeline, [datetime] $Start, [System.Collections.IDictionary] $Worker, [int] $FailAt,
        [string] $Status = 'completed', [switch] $Low, [switch] $Keep
    )

    $errors = [int] [bool] $FailAt
    $in = $out = 0
    $rows = foreach ($name in $Worker.Keys) {
        $count = $FailAt ? $FailAt : $Worker[$name]
        $passed = $count - $errors
        $third = [System.Math]::DivRem($passed, 3, [ref] $null)
        $left = $Low ? $third : $passed - $third
        [pscustomobject]@{ Operator = 'parse'; Worker = $name; In = $count; Out = $passed; Errors = $errors }
        [pscustomobject]@{ Operator = 'filter'; Worker = $name; In = $passed; Out = $left; Errors = 0 }
        $in += $count
        $out += $left
    }

    $run = [pscustomobject]@{
        Id = $Id; Pipeline = $Pipeline; Start = $Start; Local = Get-LocalTime $Start; Status = $Status
        In = $in; Out = $out; Errors = $errors; Rows = $rows
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
