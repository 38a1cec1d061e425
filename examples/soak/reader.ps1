#requires -Version 7.4
<#
.SYNOPSIS
    Reads the store of ../soak.ps1 over and over, as a dashboard would, until the file -Stop is there.
.DESCRIPTION
    A run that was written before a listing begins, and is not removed until it ends, must be in it. Of our own readers it
    must be there once; SQL engines may count it twice, or meet a file that is gone, while maintenance is at work.
    The last line says how often was read; those before it what was wrong.
.PARAMETER Ledger
    A line for each run: "+ id" once it is written, "- id" before it may be removed.
.PARAMETER DuckDB
    DuckDB.NET.Data.dll: the store is read by its SQL, not by our cmdlets.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Store,
    [Parameter(Mandatory)]
    [string] $Ledger,
    [Parameter(Mandatory)]
    [string] $Stop,
    [string] $DuckDB
)

$ErrorActionPreference = 'Stop'

function Get-Told([char] $Sign) {
    $file = [System.IO.FileStream]::new($Ledger, 'Open', 'Read', 'ReadWrite')
    try {
        $lines = [System.IO.StreamReader]::new($file).ReadToEnd() -split "`n"
    }
    finally {
        $file.Dispose()
    }

    , [System.Collections.Generic.HashSet[string]] @($lines.Where{ $_.StartsWith($Sign) }.ForEach{ $_.Substring(2) })
}

if ($DuckDB) {
    Add-Type -Path $DuckDB
    $connection = [DuckDB.NET.Data.DuckDBConnection]::new('DataSource=:memory:')
    $connection.Open()
    $command = $connection.CreateCommand()
    $command.CommandText = "SELECT run_id FROM read_parquet('$Store/runs/*.parquet', union_by_name = true)"
}
else {
    Import-Module "$PSScriptRoot/../../MdfMetrics.psd1"
}

function Get-StoredId {
    if (-not $DuckDB) {
        return (Get-MdfRun -Path $Store).run_id
    }

    $rows = $command.ExecuteReader()
    try {
        while ($rows.Read()) {
            $rows.GetString(0)
        }
    }
    finally {
        $rows.Dispose()
    }
}

# The last listing is of a store that nobody changes any more: there SQL must see each run once, too.
$listings = $again = 0
do {
    $isLast = Test-Path $Stop
    $must = Get-Told '+'
    try {
        $ids = @(Get-StoredId)
        if (-not $DuckDB) {
            $rows = @(Get-MdfRun -Last 5 -Path $Store | Get-MdfOperatorMetric)
            $twice = $rows | Group-Object run_id, stage_name, operator_name, worker_id | Where-Object Count -GT 1
            $twice.ForEach{ "the row $($_.Name) is there $($_.Count) times" }
            $null = Get-MdfSummary -Last 3 -Path $Store -WarningAction Ignore
        }
    }
    catch {
        if ($DuckDB -and -not $isLast -and "$_" -match 'No files found|No such file|Cannot open file') {
            $again++
            continue
        }

        "listing $($listings + 1): $_"
        continue
    }

    $listings++
    $seen = [System.Collections.Generic.HashSet[string]] $ids
    if ($seen.Count -ne $ids.Count -and ($isLast -or -not $DuckDB)) {
        "listing ${listings}: $($ids.Count - $seen.Count) runs are there twice"
    }

    $must.ExceptWith($seen)
    $must.ExceptWith((Get-Told '-'))
    if ($must.Count) {
        "listing ${listings}: without $($must -join ', ')"
    }

    Start-Sleep -Milliseconds 100
} until ($isLast)

"read $listings times, $again times again"
