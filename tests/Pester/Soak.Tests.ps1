BeforeDiscovery {
    $duckDB = Join-Path $PSHOME DuckDB.NET.Data.dll
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $soak = "$root/examples/soak"
    $duckDB = Join-Path $PSHOME DuckDB.NET.Data.dll
}

Describe 'examples/soak.ps1' -Skip:$IsWindows {
    BeforeAll {
        $kept = "$TestDrive/kept"
        $output = pwsh -NoProfile -File "$root/examples/soak.ps1" -Days 3 -Path $kept -Keep *>&1 | Out-String
        $exitCode = $LASTEXITCODE
        $zones, $env:TZDIR = $env:TZDIR, "$kept/zones"
    }

    AfterAll {
        $env:TZDIR = $zones
    }

    It 'finds everything there, once, after three days with kills, a full disk and a change of clocks' {
        $exitCode | Should -Be 0 -Because $output
        $output | Should -Match 'maintenance was killed'
        $output | Should -Match 'our reader: read [1-9]'
        $output | Should -Match 'All there, once: 7\d runs, [1-9]'
    }

    It 'would name whatever differs, and nothing else' {
        $store = New-Store
        Copy-Item "$kept/metrics" $store -Recurse -Force
        $ledger = Import-Clixml "$kept/ledger.xml"
        $hourly = $ledger.Runs.Where({ $_.Pipeline -eq 'hourly' }, 'Last', 2).Id
        $night = $ledger.Runs.Where({ $_.Pipeline -eq 'nightly' }, 'Last').Id
        $firstDay, $lastDay = $ledger.Runs[0, -1].ForEach{ $_.Local.ToString('yyyy-MM-dd') }
        function Get-Row($Id) {
            $run = Get-MdfRun $Id -Path $store
            @($run; $run | Get-MdfStageMetric; $run | Get-MdfOperatorMetric -IncludeHistogram) | Select-Object *
        }

        # Each plants a fault and says which lines it must lead to.
        $expected = @(
            & {
                Get-Row $night | ForEach-Object { $_.run_id = 'again'; $_ } | Export-MdfMetrics -Path $store
                Update-MdfSummary -Period Hour, Day -Path $store
                'runs, unexpected: again of nightly *: completed, *'
                'stages, unexpected: again clean: *'
                foreach ($operator in 'parse/left', 'parse/right', 'filter/left', 'filter/right') {
                    "operators, unexpected: again ${operator}: *"
                }
                foreach ($level in 'Run', 'Stage', 'Operator') {
                    foreach ($period in 'Hour', 'Day') {
                        $rows = $level -eq 'Operator' ? 2 : 1
                        @("$level summaries by $period, missing: nightly *$lastDay*: 1 runs, *") * $rows
                        @("$level summaries by $period, unexpected: nightly *$lastDay*: 2 runs, *") * $rows
                    }
                }
            }
            & {
                Remove-MdfRun $hourly[0] -Path $store
                "runs, missing: $($hourly[0]) of hourly *"
                "stages, missing: $($hourly[0]) clean: *"
                "operators, missing: $($hourly[0]) parse/worker_0: *"
                "operators, missing: $($hourly[0]) filter/worker_0: *"
            }
            & {
                $rows = Get-Row $hourly[1]
                $rows.Where{ $_.operator_name -eq 'filter' }[0].output_records = 12345
                Remove-MdfRun $hourly[1] -Path $store
                $rows | Export-MdfMetrics -Path $store
                "operators, missing: $($hourly[1]) filter/worker_0: *"
                "operators, unexpected: $($hourly[1]) filter/worker_0: * 12345 out, *"
            }
            & {
                $null = $ledger.Alerts.Add($ledger.Alerts[1])
                "alerts, unexpected: $($ledger.Alerts[1])"
                "alerts, missing: $($ledger.Alerts[0])"
                $ledger.Alerts.RemoveAt(0)
            }
            & {
                # 24 hours of the hourly one, and the nightly one.
                Remove-Item "$store/summaries/run/run_hour_$firstDay.parquet"
                @("Run summaries by Hour, missing: *ly $firstDay *: 1 runs, *") * 25
                'findings of Test-MdfMetrics, unexpected: incomplete_summary: *'
            }
            & {
                Copy-Item "$store/runs/run_$($hourly[1]).parquet" "$store/runs/run_other.parquet"
                "findings of Test-MdfMetrics, unexpected: misnamed_file: *$($hourly[1])*"
                Set-Content "$store/runs/run_torn.parquet" torn
                'findings of Test-MdfMetrics, unexpected: torn_file: *run_torn*'
                $null = New-Item "$store/_journal/run_left/left.ndjson" -Force
                "leftovers, unexpected: *left.ndjson"
            }
        )
        $ledger | Export-Clixml "$TestDrive/ledger.xml" -Depth 5

        $lines = & "$soak/check.ps1" -Store $store -Ledger "$TestDrive/ledger.xml"
        $text = $lines -join "`n"
        foreach ($group in $expected | Group-Object) {
            @($lines -like $group.Name).Count | Should -Be $group.Count -Because "$($group.Name) in`n$text"
        }
        $lines.Count | Should -Be $expected.Count -Because $text
    }

    It 'has a reader that misses a run' {
        $marks = New-Item "$TestDrive/marks.txt" -Value "+ ghost`n" -Force
        & "$soak/reader.ps1" -Store "$kept/metrics" -Ledger $marks -Stop $marks |
            Should -Be 'listing 1: without ghost', 'read 1 times, 0 times again'
    }

    It 'has a reader by SQL that misses a run, and sees one that is there twice' -Skip:(-not (Test-Path $duckDB)) {
        $store = New-Store
        Copy-Item "$kept/metrics/runs" "$store/runs" -Recurse
        Copy-Item (Get-ChildItem "$store/runs/run_*")[0] "$store/runs/run_other.parquet"
        $marks = New-Item "$TestDrive/marks.txt" -Value "+ ghost`n" -Force
        & "$soak/reader.ps1" -Store $store -Ledger $marks -Stop $marks -DuckDB $duckDB |
            Should -Be 'listing 1: 1 runs are there twice', 'listing 1: without ghost', 'read 1 times, 0 times again'
    }
}
