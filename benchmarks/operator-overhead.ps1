<#
.SYNOPSIS
    What Measure-MdfOperator costs beside a bare ForEach-Object with the same block, and the journal beside none.
.DESCRIPTION
    Of the module that build.ps1 -Task Package made, if none is loaded: the checkout's own assemblies may be debug builds.
    Best of -Repeat turns each, taken alternately, so that a machine whose speed drifts slows both. Budgets: at most 1.25
    times ForEach-Object for { $_ } and for two outputs, at most 1.05 times for a block of about 10 microseconds; at most
    1.01 times the same measured without a journal (a run under -WhatIf has none), in a run that beats every half second.
.EXAMPLE
    pwsh build.ps1 -Task Package; pwsh benchmarks/operator-overhead.ps1
#>
[CmdletBinding()]
param(
    [int] $Records = 100000,
    [int] $Repeat = 9
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../output/MdfMetrics"
}

function Measure-Best([scriptblock] $Bare, [scriptblock] $Measured) {
    $watch = [System.Diagnostics.Stopwatch]::new()
    $best = @{ bare = [double]::MaxValue; measured = [double]::MaxValue }
    foreach ($turn in 0..$Repeat) {
        foreach ($kind in 'bare', 'measured') {
            $block = if ($kind -eq 'bare') { $Bare } else { $Measured }
            $watch.Restart()
            $null = . $block
            $best[$kind] = [Math]::Min($best[$kind], $watch.Elapsed.TotalMicroseconds / $Records)
        }
    }
    return $best
}

$data = [object[]](1..$Records)
$store = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'mdf-benchmark')
$unwritten = @{ executor = @{ metrics = @{ write_on_completion = $false; checkpoint_interval = 0.5 } } }
$silent = Start-MdfRun -Path $store -Configuration $unwritten -WhatIf
$journaled = Start-MdfRun -Path $store -Configuration $unwritten
Enter-MdfStage benchmark
$cases = @(
    @{
        Name = '{ $_ }'; Budget = 1.25
        Bare = { $data | ForEach-Object { $_ } }
        Measured = { $data | Measure-MdfOperator pass { $_ } }
    }
    @{
        Name = 'filter'; Budget = 1.25
        Bare = { $data | ForEach-Object { if ($_ % 2) { $_ } } }
        Measured = { $data | Measure-MdfOperator filter { if ($_ % 2) { $_ } } }
    }
    @{
        Name = 'about 10 us'; Budget = 1.05
        Bare = { $data | ForEach-Object { $s = 0; for ($i = 0; $i -lt 30; $i++) { $s += $i }; $s } }
        Measured = { $data | Measure-MdfOperator work { $s = 0; for ($i = 0; $i -lt 30; $i++) { $s += $i }; $s } }
    }
    @{
        Name = 'two outputs'; Budget = 1.25
        Bare = { $data | ForEach-Object { $_; $_ } }
        Measured = { $data | Measure-MdfOperator two { $_; $_ } }
    }
    @{
        Name = '{ $_ }, with journal : without'; Budget = 1.01
        Bare = { $data | Measure-MdfOperator pass { $_ } -Run $silent -StageName benchmark }
        Measured = { $data | Measure-MdfOperator pass { $_ } -Run $journaled -StageName benchmark }
    }
    @{
        Name = 'about 10 us, with journal : without'; Budget = 1.01
        Bare = { $data | Measure-MdfOperator work { $s = 0; for ($i = 0; $i -lt 30; $i++) { $s += $i }; $s } -Run $silent -StageName benchmark }
        Measured = { $data | Measure-MdfOperator work { $s = 0; for ($i = 0; $i -lt 30; $i++) { $s += $i }; $s } -Run $journaled -StageName benchmark }
    }
)
foreach ($case in $cases) {
    $best = Measure-Best $case.Bare $case.Measured
    [pscustomobject]@{
        block       = $case.Name
        base_us     = [Math]::Round($best.bare, 2)
        measured_us = [Math]::Round($best.measured, 2)
        ratio       = [Math]::Round($best.measured / $best.bare, 3)
        budget      = $case.Budget
    }
}
Exit-MdfStage
$null = Stop-MdfRun
$null = Stop-MdfRun $silent
