BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Clear-MdfMetrics' {
    BeforeEach { $store = New-AgedStore 40, 50 (New-FilledStore) }

    It 'removes what is older and gives one summary' {
        $done = Clear-MdfMetrics -Path $store -OlderThan 30d

        $done | Should -HaveCount 1
        $done.PSObject.TypeNames[0] | Should -Be 'MdfMetrics.RetentionSummary'
        $done.status, $done.runs, $done.kept, $done.errors | Should -Be 'cleared', 2, 4, 0
        (Get-MdfRun -Path $store).run_id | Should -Be 'one', 'two', 'empty', 'failed'
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }

    It 'rewrites files that were compacted' {
        Set-MdfRun d40 -Path $store -Tag @{ keep = 'audit' }
        $null = Optimize-MdfMetrics -Path $store -Before (Get-Date)

        (Clear-MdfMetrics -Path $store -OlderThan 30d -KeepTag keep).runs | Should -Be 1

        (Get-MdfRun -Path $store).run_id | Should -Be 'd40', 'one', 'two', 'empty', 'failed'
        (Get-MdfRun one -Path $store | Get-MdfOperatorMetric).operator_name | Should -Be 'read', 'filter'
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }

    It 'lists under -WhatIf what would go, run by run, and changes nothing' {
        $before = Get-ChildItem $store -Recurse -Force | ForEach-Object FullName

        $lines = Invoke-WhatIf { Clear-MdfMetrics -Path $store -OlderThan 30d -WhatIf } | Out-String -Width 120

        $lines | Should -Match 'What if:[^\n]*d40' -Because $lines
        $lines | Should -Match 'What if:[^\n]*d50'
        $lines | Should -Not -Match 'What if:[^\n]*"one'
        $lines | Should -Match '(?m)^planned +2 +8 '
        Get-ChildItem $store -Recurse -Force | ForEach-Object FullName | Should -Be $before
    }

    It 'never prompts under -NonInteractive' {
        $output = pwsh -NoProfile -NonInteractive -Command "Import-Module '$root/MdfMetrics.psd1'
            (Clear-MdfMetrics -Path '$store' -OlderThan 30d -Confirm:`$false).runs" 2>&1 | Out-String

        $output.Trim() | Should -Be '2'
    }

    It 'refuses to run without a criterion' {
        (Get-Failure { Clear-MdfMetrics -Path $store -KeepLast 1 }).FullyQualifiedErrorId | Should -BeLike 'NoCriterion,*'

        Get-MdfRun -Path $store | Should -HaveCount 6
    }
}
