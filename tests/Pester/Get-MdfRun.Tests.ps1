BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-MdfRun' {
    BeforeAll {
        $store = New-FilledStore
        $foreign = "$root/tests/Unit/MdfMetrics.Core.Tests/Data/foreign"
    }

    It 'lists the runs oldest first' {
        (Get-MdfRun -Path $store).run_id | Should -Be 'one', 'two', 'empty', 'failed'
        (Get-MdfRun -Last 2 -Path $store).run_id | Should -Be 'empty', 'failed'
    }

    It 'is the alert: an empty run is not in it' {
        (Get-MdfRun -Path $store | Where-Object pass_rate -lt 90).run_id | Should -Be 'one'
    }

    It 'compares start_time with local times' {
        (Get-MdfRun -Path $store | Where-Object start_time -gt (Get-Date).AddDays(-1)) | Should -HaveCount 4
        (Get-MdfRun -Path $foreign | Where-Object start_time -gt (Get-Date '2026-01-24 20:00Z')).run_id |
            Should -Match '2609d414'
    }

    It 'filters with <Parameters>' -ForEach @(
        @{ Parameters = @{ RunId = 'run_ONE' }; Expected = 'one' }
        @{ Parameters = @{ RunId = 't*', 'one' }; Expected = 'one', 'two' }
        @{ Parameters = @{ Status = 'failed' }; Expected = 'failed' }
        @{ Parameters = @{ Tag = @{ team = 's*' } }; Expected = 'one' }
        @{ Parameters = @{ Since = '7d'; Last = 1 }; Expected = 'failed' }
        @{ Parameters = @{ Until = '7d' }; Expected = $null }
    ) {
        (Get-MdfRun -Path $store @Parameters).run_id | Should -Be $Expected
    }

    It 'refuses <Value> as -Since' -ForEach @(@{ Value = 7 }, @{ Value = '7' }, @{ Value = '0d' }, @{ Value = 'soon' }) {
        (Get-Failure { Get-MdfRun -Path $store -Since $Value }).FullyQualifiedErrorId | Should -BeLike 'InvalidDuration,*'
    }

    It 'reads the Python original''s files, by id in either spelling' {
        (Get-MdfRun -Path $foreign) | Should -HaveCount 3
        foreach ($id in 'run_20260124_123456_6f854e63', '20260124_123456_6f854e63') {
            (Get-MdfRun $id -Path $foreign).status | Should -Be 'completed'
        }
    }

    It 'lists the other runs when one file is torn' {
        $torn = New-FilledStore
        Set-Content "$torn/runs/run_one.parquet" 'torn'
        $runs = Get-MdfRun -Path $torn -ErrorVariable problem -ErrorAction SilentlyContinue

        $runs.run_id | Should -Be 'two', 'empty', 'failed'
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'FileCorrupt,*'
    }

    It 'says what was not found' {
        Get-MdfRun none -Path $store -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RunNotFound,*'
        Get-MdfRun -Path "$store/none" -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'StoreNotFound,*'
    }

    It 'looks into several stores, and each run pipes to its own' {
        $stores = Join-Path $TestDrive 'several'
        Start-MdfRun -RunId x -Path "$stores/a" { Enter-MdfStage in_a { } }
        Start-MdfRun -RunId x -Path "$stores/b" { Enter-MdfStage in_b { } }

        (Get-MdfRun -Path "$stores/*" | Get-MdfStageMetric).stage_name | Should -Be 'in_a', 'in_b'
        Get-Item "$stores/*" | Get-MdfRun -ErrorAction Stop | Should -HaveCount 2
        Get-Item "$stores/*" | Get-MdfRun -RunId x -ErrorAction Stop | Should -HaveCount 2
    }

    It 'finds the store of the current location' {
        Push-Location $TestDrive
        try {
            Start-MdfRun -RunId here { }
            (Get-MdfRun).run_id | Should -Be 'here'
            (Get-MdfRun -Path ./metrics).store | Should -Be (Join-Path (Get-Location).ProviderPath 'metrics')
        }
        finally { Pop-Location }
    }

    It 'completes run ids' {
        $line = "Get-MdfRun -Path '$store' -RunId t"
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).
            CompletionMatches.CompletionText | Should -Be 'two'
    }
}
