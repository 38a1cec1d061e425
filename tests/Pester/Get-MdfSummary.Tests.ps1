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
        foreach ($text in (Get-MdfSummary -Path $store | Format-Table | Out-String -Width 80),
            (Get-MdfSummary -Path $store | ConvertTo-Deserialized | Format-Table | Out-String -Width 80)) {
            $text | Should -Match "(?m)^period\s+runs\s+failed\s+input\s+pass_rate\s+errors\s+p50\s+p95\s*$"
            $text | Should -Match "(?m)^$($day.ToString('yyyy-MM-dd'))\s+4\s+1\s+13\s+61\.5 %\s+0\s"
        }
        Get-MdfSummary Stage -Path $store | Format-Table | Out-String -Width 80 |
            Should -Match "(?m)^period\s+stage_name\s+runs\s+input\s+pass_rate\s+errors\s+p95\s*$"
        Get-MdfSummary Operator -Path $store | Format-Table | Out-String -Width 120 |
            Should -Match "(?m)^period\s+stage_name\s+operator_name\s+runs\s+pass_rate\s+p95\s+errors\s+input\s+p50\s+p99\s*$"
        Get-MdfSummary -Path $store | Format-Table | Out-String -Width 120 | Should -Match '(?m)p95\s+time_zone\s*$'
        Get-MdfSummary Stage Week -Path $store | Format-Table | Out-String -Width 80 | Should -Match '(?m)^\d{4}-W\d\d\s+load'
    }
}
