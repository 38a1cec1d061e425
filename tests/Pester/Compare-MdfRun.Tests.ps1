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
            $text | Should -Match '(?m)^verdict +of +metric +reference difference +change reason'
            $text | Should -Match '(?m)^worse +overall_pass_rate +100\.0 % +25\.0 % +-75\.0 % beyond the noise of these records'
            $text | Should -Match '(?m)^worse +load/read +pass_rate +100\.0 % +25\.0 % +-75\.0 %'
        }
        ($rows | Out-String -Width 80) | Should -Match '(?m)^worse +load/read +pass_rate +100\.0 % +25\.0 % +-75\.0 %'
    }

    It 'tells of a run that is not there' {
        $failure = Get-Failure { Compare-MdfRun night-1 none -Path $store -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Be 'RunNotFound,MdfMetrics.Cmdlets.Commands.CompareMdfRunCommand'
        $failure.TargetObject | Should -Be 'none'
    }
}
