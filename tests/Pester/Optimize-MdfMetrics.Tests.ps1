BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Optimize-MdfMetrics' {
    It 'merges the files of all runs and changes nothing that Get- shows' {
        $store = New-FilledStore
        $before = Get-MdfRun -Path $store | Get-MdfOperatorMetric | ConvertTo-Json

        $done = Optimize-MdfMetrics -Path $store -Before (Get-Date).AddMinutes(1)

        $done.status, $done.runs, $done.files_after | Should -Be 'optimized', 4, 4
        (Get-ChildItem $store -Recurse -Filter *.parquet).Count | Should -Be 4
        Get-MdfRun -Path $store | Get-MdfOperatorMetric | ConvertTo-Json | Should -Be $before
        (Optimize-MdfMetrics -Path $store -Before (Get-Date).AddMinutes(1)).status | Should -Be 'unchanged'
    }

    It 'leaves recent runs alone by default' {
        (Optimize-MdfMetrics -Path (New-FilledStore)).skipped | Should -Be 4
    }

    It 'gives the plan under -WhatIf and changes nothing' {
        $store = New-FilledStore
        $before = (Get-ChildItem $store -Recurse -Force).FullName

        (Optimize-MdfMetrics -Path $store -Before (Get-Date).AddMinutes(1) -WhatIf).status | Should -Be 'planned'

        (Get-ChildItem $store -Recurse -Force).FullName | Should -Be $before
    }

    It 'brings all files into the layout asked for' {
        $store = New-FilledStore

        (Optimize-MdfMetrics -Path $store -PartitionBy Hive -WhatIf).files_moved | Should -Be 16
        $done = Optimize-MdfMetrics -Path $store -PartitionBy Hive

        $done.status, $done.runs, $done.files_moved | Should -Be 'optimized', 4, 16
        (Get-ChildItem $store -Recurse -Filter *.parquet).Directory.Name | Should -BeLike 'date=*'
        (Get-MdfRun -Path $store).Count | Should -Be 4
        (Optimize-MdfMetrics -Path $store -PartitionBy Hive).status | Should -Be 'unchanged'
    }

    It 'tells no size that it cannot know under -WhatIf' {
        $plan = Optimize-MdfMetrics -Path (New-FilledStore) -Before (Get-Date).AddMinutes(1) -WhatIf

        $plan.bytes_after | Should -BeNullOrEmpty
        $plan | Format-Table | Out-String -Width 120 | Should -Match '\d\.\d → - '
    }

    It 'fits 80 columns' {
        $text = Optimize-MdfMetrics -Path (New-FilledStore) | Select-Object * -ExcludeProperty store | Out-String -Width 80
        $text | Should -Not -BeNullOrEmpty
        $table = [pscustomobject]@{
            PSTypeName = 'MdfMetrics.StoreOptimization'; status = 'optimized'; runs = 100000; skipped = 12
            files_before = 400000; files_after = 48; bytes_before = 1GB; bytes_after = 300MB; store = '/srv/metrics'
        } | Format-Table | Out-String -Width 80
        $table | Should -Match '400000 → 48'
        $table | Should -Match '1,024\.0 → 300\.0'
    }

    It 'compacts runs that the metric cmdlets filter by time' {
        $store = New-FilledStore
        $null = Optimize-MdfMetrics -Path $store -Before (Get-Date).AddMinutes(1)

        (Get-MdfOperatorMetric -Path $store -Since 1h -OperatorName filt*).operator_name | Should -Be 'filter'
        Get-MdfOperatorMetric -Path $store -Until 1h | Should -BeNullOrEmpty
        (Get-MdfOperatorMetric -Path $store -Last 3).Count | Should -Be 1
    }
}
