# Dot-sourced in the BeforeAll of each test file: the module of this checkout, and stores that go with the test.
$ErrorActionPreference = 'Continue'
$root = Split-Path (Split-Path $PSScriptRoot)
Import-Module (Join-Path $root 'MdfMetrics.psd1')
. "$PSScriptRoot/PwshCommand.ps1"
. "$PSScriptRoot/WhatIf.ps1"

function New-Store {
    Join-Path $TestDrive ([guid]::NewGuid().ToString('n'))
}

# A store with the runs one (5 of 10 records pass), two (all pass), empty (no records) and failed.
function New-FilledStore {
    $store = New-Store
    Start-MdfRun -RunId one -Path $store -Tag @{ team = 'search' } {
        Enter-MdfStage load { 1..10 | Measure-MdfOperator read { $_ } | Measure-MdfOperator filter { if ($_ -le 5) { $_ } } }
    } | Out-Null
    Start-MdfRun -RunId two -Path $store { Enter-MdfStage load { 1..3 | Measure-MdfOperator read { $_ } } } | Out-Null
    Start-MdfRun -RunId empty -Path $store { Enter-MdfStage load { } }
    try { Start-MdfRun -RunId failed -Path $store { throw 'boom' } } catch { $null = $_ }
    $store
}

# Writes runs of as many days ago as given, d40 for 40, into a store, and gives it.
function New-AgedStore([int[]] $Days, [string] $Store = (New-Store)) {
    foreach ($day in $Days) {
        $start = (Get-Date).AddDays(-$day)
        [pscustomobject]@{ run_id = "d$day"; start_time = $start; end_time = $start.AddMinutes(1); duration = 60 } |
            Export-MdfMetrics -Path $Store
    }
    $Store
}

# Every file and folder in a folder, and what is in it.
# Without the heartbeat of a live run, which may come at any moment.
function Get-ContentHash([string] $Folder) {
    Get-ChildItem $Folder -Recurse -Force | Where-Object Name -NotLike '*.progress.json*' | ForEach-Object {
        "$($_.FullName) $($_.PSIsContainer ? '' : (Get-FileHash -LiteralPath $_.FullName).Hash)"
    }
}

# The error that ends the block.
function Get-Failure([scriptblock] $Block) {
    try { $null = & $Block } catch { return $_ }
    throw 'The block did not fail.'
}

# What a job or a remote session would give back.
filter ConvertTo-Deserialized {
    [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_))
}
