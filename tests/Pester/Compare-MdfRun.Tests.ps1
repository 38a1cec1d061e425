BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = New-Store
    foreach ($i in 1..7) {
        Start-MdfRun -RunId "night-$i" -Path $store {
            Enter-MdfStage load { $null = 1..200 | Measure-MdfOperator read { if ($i -lt 7 -or $_ -le 50) { $_ } } }
        }
    }
}

Describe 'Compare-MdfRun' {
    It 'finds what became worse, the worst first' {
        $rows = Compare-MdfRun night-6 night-7 -Path $store
        $worst = $rows | Where-Object metric -eq overall_pass_rate
        $worst.verdict | Should -Be 'worse'
        $worst.change | Should -Be -75
        $rows[0].verdict | Should -Be 'worse'
    }

    It 'takes runs from the pipeline, and the newest when none is given' {
        $piped = Get-MdfRun night-7 -Path $store | Compare-MdfRun -Last 5
        $newest = Compare-MdfRun -Last 5 -Path $store
        ($piped | ConvertTo-Json) | Should -Be ($newest | ConvertTo-Json)
        $newest[0].run_id | Should -Be 'night-7'
        ($newest | Where-Object metric -eq pass_rate).verdict | Should -Be 'worse', 'worse'
    }

    It 'takes what a job returned' {
        $runs = Get-MdfRun -Path $store | ConvertTo-Deserialized
        (Compare-MdfRun $runs[0] $runs[6] | Where-Object metric -eq overall_pass_rate).verdict | Should -Be 'worse'
    }

    It 'shows a table that fits, also deserialised' {
        $rows = Compare-MdfRun night-6 night-7 -Path $store
        foreach ($text in ($rows | Out-String -Width 120), ($rows | ConvertTo-Deserialized | Out-String -Width 120)) {
            $text | Should -Match '(?m)^ +run: night-7 against night-6\r?$'
            $text | Should -Match '(?m)^verdict +of +metric +reference difference +change reason'
            $text | Should -Match '(?m)^worse +overall_pass_rate +100\.0 % +25\.0 % +-75\.0 % \d\d\.\d points below the noise of 1 run'
            $text | Should -Match '(?m)^same +status +- +- +- completed'
            $text | Should -Match '(?m)^worse +load/read +pass_rate +100\.0 % +25\.0 % +-75\.0 %'
        }
        ($rows | Out-String -Width 80) | Should -Match '(?m)^worse +load/read +pass_rate +100\.0 % +25\.0 % +-75\.0 %'
    }

    It 'names both sides of a comparison with the runs before' {
        Compare-MdfRun -Last 5 -Path $store | Out-String | Should -Match 'run: night-7 against the median of 5 runs before it'
        Compare-MdfRun -Last 1 -Path $store | Out-String | Should -Match 'run: night-7 against the run before it'
    }

    It 'never says that a thousandth of the throughput is the same' {
        $other = New-Store
        $rates = 30000, 120000, 45000, 90000, 60000, 35000, 110000, 50000, 80000, 70000, 30
        $start = Get-Date
        0..10 | ForEach-Object {
            $run = Get-MdfRun night-1 -Path $store | Select-Object *
            $run.run_id = "rate-$_"
            $run.start_time = $start.AddMinutes($_)
            $run.end_time = $start.AddMinutes($_).AddSeconds(200 / $rates[$_])
            $run.duration = 200 / $rates[$_]
            $run.avg_throughput = $rates[$_]
            $run
        } | Export-MdfMetrics -Path $other
        $row = Compare-MdfRun -Last 10 -Path $other | Where-Object metric -eq avg_throughput
        $row.verdict | Should -Be 'worse'
        $row.reason | Should -Match '^\d{2,}x below the noise of 10 runs$'
        $row.noise_low | Should -BeGreaterThan 3000
    }

    It 'tells that nothing is there to compare with' {
        $failure = Get-Failure { Compare-MdfRun night-1 -Last 5 -Path $store -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Be 'RunNotFound,MdfMetrics.Cmdlets.Commands.CompareMdfRunCommand'
        $failure.Exception.Message | Should -Match 'no completed run before'
    }

    It 'tells of a run that is not there' {
        $failure = Get-Failure { Compare-MdfRun night-1 none -Path $store -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Be 'RunNotFound,MdfMetrics.Cmdlets.Commands.CompareMdfRunCommand'
        $failure.TargetObject | Should -Be 'none'
    }
}
