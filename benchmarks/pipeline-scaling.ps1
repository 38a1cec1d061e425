<#
.SYNOPSIS
    What Invoke-MdfPipeline costs and gains: replicas against one, its own time against the same operators piped by
    hand, and memory from few records to many.
.EXAMPLE
    pwsh -Command benchmarks/pipeline-scaling.ps1 -Figure memory -MemoryRecords 100000, 10000000
.DESCRIPTION
    Of the module that build.ps1 -Task Package made, if none is loaded: the checkout's own assemblies may be debug builds.
    Each figure is a ratio to a peer in the same run, best of -Repeat turns taken alternately.
    replicas: a CPU-bound stage (above 100 us a record) with 2 replicas against 1; at least 1.7 on two idle cores. Hash
    computes inside .NET; Loop is interpreted and allocates a number each turn, so that it waits for the one collector.
    Two bare runspaces against one, doing the same by hand, tell what the machine and the engine can.
    overhead: a whole pipeline (one replica, text operators) against the same functions piped in one runspace, at batch
    sizes 1, 100 and 1000; at most 1.2 at 100. Starting the runspaces is left out.
    memory: the process's peak after so many records, against that after the first, smaller number.
#>
[CmdletBinding()]
param(
    [ValidateSet('replicas', 'overhead', 'memory')]
    [string[]] $Figure = @('replicas', 'overhead', 'memory'),
    [int] $Records = 20000,
    [long[]] $MemoryRecords = @(100000, 1000000),
    [int] $Repeat = 3
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module MdfMetrics)) {
    Import-Module "$PSScriptRoot/../output/MdfMetrics"
}

$folder = Join-Path ([System.IO.Path]::GetTempPath()) "mdf-benchmark-$PID"
$null = New-Item $folder -ItemType Directory -Force

function Numbers([long] $Count) { for ($i = 0L; $i -lt $Count; $i++) { $i } }
function Lines([long] $Count) {
    for ($i = 0L; $i -lt $Count; $i++) { "  The quick brown fox number $i jumps over the lazy dog.  " }
}
function Loop { process { $sum = 0; for ($i = 0; $i -lt 8000; $i++) { $sum += $i }; $sum } }
function Hash {
    begin { $bytes = [byte[]]::new(300KB) }
    process { [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($bytes)) }
}
filter Tokens { @(foreach ($word in $_.Trim() -split '\W+') { if ($word.Length -gt 2) { $word } }) -join ' ' }
filter Lower { $_.ToLowerInvariant() -replace '\s+', ' ' }
filter Long { if ($_.Length -gt 10) { $_ } }
function Drop { process { } }
filter Pass { $_ }

function New-Pipeline([string] $Loader, [long] $Count, [string[]] $Operators, [int] $Replicas = 1) {
    $file = Join-Path $folder "$([guid]::NewGuid()).yaml"
    $items = ($Operators | ForEach-Object { "{name: $_}" }) -join ', '
    Set-Content $file @"
data_loader: {type: $Loader, params: {count: $Count}}
stages: [{name: stage, worker: {num_replicas: $Replicas}, operators: [$items]}]
data_writer: {type: Drop}
"@
    $file
}

# The same work in bare runspaces, each with its share of the records: what the machine and the engine can at best.
function Invoke-ByHand([string] $Work, [int] $Runspaces) {
    $script = "function Work {$((Get-Command $Work).Definition)}; `$null = 1..$($Records / $Runspaces) | Work"
    $shells = 1..$Runspaces | ForEach-Object { [powershell]::Create().AddScript($script) }
    $calls = $shells | ForEach-Object { $_.BeginInvoke() }
    for ($i = 0; $i -lt $Runspaces; $i++) { $null = $shells[$i].EndInvoke($calls[$i]); $shells[$i].Dispose() }
}

# The best wall and processor seconds of each kind; a busy machine does less to the latter.
function Measure-Best([System.Collections.IDictionary] $Kinds, [int] $Turns = $Repeat) {
    $best = @{}
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    foreach ($turn in 1..$Turns) {
        foreach ($kind in $Kinds.Keys) {
            $process.Refresh()
            $cpu = $process.TotalProcessorTime
            $wall = (Measure-Command $Kinds[$kind]).TotalSeconds
            $process.Refresh()
            $cpu = ($process.TotalProcessorTime - $cpu).TotalSeconds
            $known = $best[$kind]
            $best[$kind] = @{
                wall = $known ? [Math]::Min($known.wall, $wall) : $wall
                cpu = $known ? [Math]::Min($known.cpu, $cpu) : $cpu
            }
        }
    }
    $best
}

function New-Result([string] $What, [double] $Measured, [double] $Peer, [string] $Unit, [string] $Budget) {
    [pscustomobject]@{
        figure = $What; measured = [Math]::Round($Measured, 3); peer = [Math]::Round($Peer, 3); unit = $Unit
        ratio = [Math]::Round($Measured / $Peer, 2); budget = $Budget
    }
}

try {
    if ('replicas' -in $Figure) {
        foreach ($work in 'Hash', 'Loop') {
            $one = New-Pipeline Numbers $Records $work 1
            $two = New-Pipeline Numbers $Records $work 2
            $best = Measure-Best -Turns (2 * $Repeat) @{
                one = { $null = Invoke-MdfPipeline $one -Path "$folder/metrics" }
                two = { $null = Invoke-MdfPipeline $two -Path "$folder/metrics" }
                handOne = { Invoke-ByHand $work 1 }
                handTwo = { Invoke-ByHand $work 2 }
            }
            $rate = @{}
            $best.Keys | ForEach-Object { $rate[$_] = $Records / $best[$_].wall }
            New-Result "${work}: 2 replicas : 1" $rate.two $rate.one '1/s' '>= 1.7'
            New-Result "${work}: 2 bare runspaces : 1" $rate.handTwo $rate.handOne '1/s' 'what the machine can'
        }
    }

    if ('overhead' -in $Figure) {
        # The difference of two sizes leaves out what starting the runspaces and compiling the functions costs.
        $many = 5 * $Records
        $small = New-Pipeline Lines $Records 'Tokens', 'Lower', 'Long'
        $large = New-Pipeline Lines $many 'Tokens', 'Lower', 'Long'
        foreach ($size in 1, 100, 1000) {
            $best = Measure-Best -Turns (2 * $Repeat) @{
                handFew = { Lines $Records | Tokens | Lower | Long | Drop }
                hand = { Lines $many | Tokens | Lower | Long | Drop }
                few = { $null = Invoke-MdfPipeline $small -Path "$folder/metrics" -BatchSize $size }
                all = { $null = Invoke-MdfPipeline $large -Path "$folder/metrics" -BatchSize $size }
            }
            $scale = 1e6 / ($many - $Records)
            foreach ($time in 'wall', 'cpu') {
                New-Result "a record, batches of $size, $time" ($scale * ($best.all.$time - $best.few.$time)) (
                    $scale * ($best.hand.$time - $best.handFew.$time)) 'us' $($size -eq 100 ? '<= 1.2' : '')
            }
        }
    }

    if ('memory' -in $Figure) {
        $used = foreach ($count in $MemoryRecords) {
            $file = New-Pipeline Numbers $count 'Pass'
            $null = Invoke-MdfPipeline $file -Path "$folder/metrics"
            [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB
        }
        New-Result "memory at $($MemoryRecords[-1]) records : $($MemoryRecords[0])" $used[-1] $used[0] 'MB' '+- 20 MB'
    }
}
finally {
    Remove-Item $folder -Recurse
}
