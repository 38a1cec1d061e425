BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-MdfSummary' {
    BeforeAll {
        $store = New-FilledStore
        Update-MdfSummary Day, Week -Path $store
        $day = (Get-Date).ToUniversalTime().Date
    }

    It 'gives a row of all runs of the day' {
        $row = Get-MdfSummary -Path $store

        $row.period | Should -Be 'day'
        $row.period_start.ToUniversalTime() | Should -Be $day
        $row.period_start.Kind | Should -Be 'Local'
        $row.run_count, $row.completed_count, $row.failed_count | Should -Be 4, 3, 1
        $row.total_input_records, $row.total_output_records | Should -Be 13, 8
        $row.pass_rate | Should -Be (800 / 13)
    }

    It 'gives operators where operators are named, with percentiles of all their records' {
        $row = Get-MdfSummary -Path $store -OperatorName r*

        $row.stage_name, $row.operator_name, $row.run_count, $row.input_records | Should -Be 'load', 'read', 2, 13
        $row.latency_method | Should -Be 'histogram'
    }

    It 'gives percentiles of all records of all runs, not of their percentiles' {
        # 1 to 60 ms in one run, 61 to 100 ms in another: the nearest ranks are 50, 95 and 99 ms. A bucket's middle is
        # within 1.1 %.
        $known = New-Store
        foreach ($range in (1..60), (61..100)) {
            Start-MdfRun -Path $known {
                Enter-MdfStage s { Add-MdfOperatorMetric op -Latency ($range | ForEach-Object { $_ / 1000 }) }
            }
        }
        Update-MdfSummary -Path $known

        $row = Get-MdfSummary Operator -Path $known

        $row.run_count, $row.input_records | Should -Be 2, 100
        $row.min_latency, $row.max_latency | Should -Be 0.001, 0.1
        foreach ($percentile in @{ p50_latency = 0.05; p95_latency = 0.095; p99_latency = 0.099 }.GetEnumerator()) {
            $row.($percentile.Key) / $percentile.Value | Should -BeGreaterThan 0.989 -Because $percentile.Key
            $row.($percentile.Key) / $percentile.Value | Should -BeLessThan 1.011 -Because $percentile.Key
        }
    }

    It 'gives stages by week' {
        $row = Get-MdfSummary Stage Week -Path $store

        $row.stage_name, $row.run_count, $row.input_records | Should -Be 'load', 3, 13
        $row.period_start.ToUniversalTime().DayOfWeek | Should -Be 'Monday'
    }

    It 'gives NaN for what is undefined, in CSV too' {
        $empty = New-Store
        Start-MdfRun -Path $empty { Enter-MdfStage load { } }
        Update-MdfSummary -Path $empty

        [double]::IsNaN((Get-MdfSummary -Path $empty).pass_rate) | Should -BeTrue
        (Get-MdfSummary -Path $empty | ConvertTo-Csv | ConvertFrom-Csv).pass_rate | Should -Be 'NaN'
        Get-MdfSummary -Path $empty | Where-Object pass_rate -lt 90 | Should -BeNullOrEmpty
    }

    It 'shows tables, also of deserialised rows' {
        $date = $day.ToString('yyyy-MM-dd')
        foreach ($text in (Get-MdfSummary -Path $store | Format-Table | Out-String -Width 119),
            (Get-MdfSummary -Path $store | ConvertTo-Deserialized | Format-Table | Out-String -Width 119)) {
            $text | Should -Match "(?m)^\S+\s+$date\s+4\s+1\s+13\s+61\.5 %\s.*\s0\s.*\sUTC\s*$"
        }
        Get-MdfSummary Stage Week -Path $store | Format-Table | Out-String -Width 79 | Should -Match '(?m)\s\d{4}-W\d\d\s+load\s'
    }
}
