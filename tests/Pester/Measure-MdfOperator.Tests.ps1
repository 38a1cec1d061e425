BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Measure-MdfOperator' {
    BeforeEach {
        $run = Start-MdfRun -RunId r -Path (New-Store)
        Enter-MdfStage s
    }

    AfterEach {
        if ($run.status -eq 'running') { $null = Stop-MdfRun 3>$null }
    }

    It 'counts records in and out and passes the output on' {
        1..10 | Measure-MdfOperator odd { if ($_ % 2) { $_ } } | Should -Be 1, 3, 5, 7, 9

        $op = $run | Get-MdfOperatorMetric
        $op.input_records | Should -Be 10
        $op.output_records | Should -Be 5
        $op.pass_rate | Should -Be 50
        $op.worker_id | Should -Be 'worker_0'
        $op.latency_method | Should -Be 'exact'
        $op.p95_latency | Should -BeGreaterThan 0
    }

    It 'measures a whole command with -Pipeline' {
        3, 1, 3 | Measure-MdfOperator unique -Pipeline { Sort-Object | Get-Unique } | Should -Be 1, 3

        $op = $run | Get-MdfOperatorMetric
        $op.input_records | Should -Be 3
        $op.output_records | Should -Be 2
    }

    It 'does not count the time spent downstream' {
        1..10 | Measure-MdfOperator op { $_ } | ForEach-Object { Start-Sleep -Milliseconds 30 }

        ($run | Get-MdfOperatorMetric).total_time | Should -BeLessThan 0.1
    }

    It 'yields a correct row when Select-Object stops the pipeline' {
        1..100 | Measure-MdfOperator op { $_ } | Select-Object -First 3 | Should -Be 1, 2, 3

        ($run | Get-MdfOperatorMetric).input_records | Should -Be 3
    }

    It 'counts errors and lets the cmdlet govern them' {
        1..3 | Measure-MdfOperator op { Write-Error "bad $_" } -ErrorVariable problems -ErrorAction SilentlyContinue

        $problems | Should -HaveCount 3
        ($run | Get-MdfOperatorMetric).error_count | Should -Be 3
    }

    It 'skips a record that throws with -OnError Skip' {
        1..3 | Measure-MdfOperator op { if ($_ -eq 2) { throw 'x' }; $_ } -OnError Skip 2>$null | Should -Be 1, 3

        ($run | Get-MdfOperatorMetric).error_count | Should -Be 1
    }

    It 'lets stderr of native programs pass uncounted' -Skip:$IsWindows {
        1..2 | Measure-MdfOperator op { /bin/sh -c 'echo warn >&2'; $_ } -ErrorAction Stop 2>$null | Should -Be 1, 2

        ($run | Get-MdfOperatorMetric).error_count | Should -Be 0
    }

    It 'measures ForEach-Object -Parallel, one worker a runspace' {
        $manifest = "$root/MdfMetrics.psd1"
        1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            $null = 1..10 | Measure-MdfOperator op { Start-Sleep -Milliseconds 5; $_ } -Run $using:run
        }

        $rows = @($run | Get-MdfOperatorMetric)
        ($rows | Measure-Object input_records -Sum).Sum | Should -Be 40
        $rows.worker_id | ForEach-Object { $_ | Should -Match '^worker_[0-3]$' }
        ($run | Get-MdfStageMetric).num_workers | Should -Be $rows.Count
    }

    It 'passes data through without a run, with one error' {
        $null = Stop-MdfRun 3>$null

        1..3 | Measure-MdfOperator op { $_ } -ErrorVariable problem -ErrorAction SilentlyContinue | Should -Be 1, 2, 3
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NoCurrentRun,*'
    }
}
