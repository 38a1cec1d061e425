BeforeAll {
    . "$PSScriptRoot/common.ps1"

    # A store with runs of today and of 40 and 50 days ago, the last of them compacted with one that is kept.
    function New-AgedStore {
        $store = New-FilledStore
        foreach ($days in 40, 50) {
            $start = (Get-Date).AddDays(-$days)
            [pscustomobject]@{ run_id = "old$days"; start_time = $start; end_time = $start.AddMinutes(1); duration = 60 } |
                Export-MdfMetrics -Path $store
        }
        $store
    }
}

Describe 'Clear-MdfMetrics' {
    It 'removes what is older and gives one summary' {
        $store = New-AgedStore

        $done = Clear-MdfMetrics -Path $store -OlderThan 30d

        $done | Should -HaveCount 1
        $done.PSObject.TypeNames[0] | Should -Be 'MdfMetrics.RetentionSummary'
        $done.status, $done.runs, $done.kept, $done.errors | Should -Be 'cleared', 2, 4, 0
        (Get-MdfRun -Path $store).run_id | Should -Be 'one', 'two', 'empty', 'failed'
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }

    It 'rewrites files that were compacted' {
        $store = New-AgedStore
        Set-MdfRun old40 -Path $store -Tag @{ keep = 'audit' }
        $null = Optimize-MdfMetrics -Path $store -Before (Get-Date)

        (Clear-MdfMetrics -Path $store -OlderThan 30d -KeepTag keep).runs | Should -Be 1

        (Get-MdfRun -Path $store).run_id | Should -Be 'old40', 'one', 'two', 'empty', 'failed'
        (Get-MdfRun one -Path $store | Get-MdfOperatorMetric).operator_name | Should -Be 'read', 'filter'
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }

    It 'lists under -WhatIf what would go, run by run, and changes nothing' {
        $store = New-AgedStore
        $before = Get-ChildItem $store -Recurse -Force | ForEach-Object FullName

        # The lines of -WhatIf go to the host alone, so that it takes another process to see them.
        $lines = pwsh -NoProfile -Command "Import-Module '$root/MdfMetrics.psd1'
            Clear-MdfMetrics -Path '$store' -OlderThan 30d -WhatIf" | Out-String

        $lines | Should -Match 'What if:[^\n]*old40' -Because $lines
        $lines | Should -Match 'What if:[^\n]*old50'
        $lines | Should -Not -Match 'What if:[^\n]*"one'
        $lines | Should -Match '(?m)^planned +2 +8 '
        Get-ChildItem $store -Recurse -Force | ForEach-Object FullName | Should -Be $before
    }

    It 'never prompts under -NonInteractive' {
        $store = New-AgedStore

        $output = pwsh -NoProfile -NonInteractive -Command "Import-Module '$root/MdfMetrics.psd1'
            (Clear-MdfMetrics -Path '$store' -OlderThan 30d -Confirm:`$false).runs" 2>&1 | Out-String

        $output.Trim() | Should -Be '2'
    }

    It 'refuses to run without a criterion' {
        $store = New-AgedStore

        (Get-Failure { Clear-MdfMetrics -Path $store -KeepLast 1 }).FullyQualifiedErrorId | Should -BeLike 'NoCriterion,*'

        Get-MdfRun -Path $store | Should -HaveCount 6
    }
}
