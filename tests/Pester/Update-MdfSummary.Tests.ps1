BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Update-MdfSummary' {
    BeforeEach { $store = New-FilledStore }

    It 'says nothing, and with -PassThru what it did' {
        Update-MdfSummary -Path $store | Should -BeNullOrEmpty

        $update = Update-MdfSummary Day, Month -Path $store -PassThru
        $update.period | Should -Be 'day', 'month'
        $update.status | Should -Be 'unchanged', 'updated'
        $update.runs_added | Should -Be 0, 4
    }

    It 'counts a run that comes later, and keeps those that are gone' {
        # Of the same pipeline: the others have the name of the script that wrote them.
        Update-MdfSummary -Path $store
        Get-ChildItem $store -Recurse -Filter '*_one.parquet' | Remove-Item
        Start-MdfRun -RunId late -PipelineName common -Path $store { Enter-MdfStage load { 1..4 | Measure-MdfOperator read { $_ } } } | Out-Null
        Update-MdfSummary -Path $store

        (Get-MdfSummary -Path $store).run_count | Should -Be 5
        (Get-MdfSummary -Path $store -OperatorName read).input_records | Should -Be 17
    }

    It 'tells with -WhatIf how many runs are new, and writes nothing' {
        Invoke-WhatIf { Update-MdfSummary -Path $store -WhatIf } | Should -BeLike '*Update the Day summary with 4 runs*'
        Join-Path $store summaries | Should -Not -Exist
    }

    It 'takes the store of runs from the pipeline' {
        $other = New-FilledStore
        $update = Get-MdfRun -Path $store, $other | Update-MdfSummary -PassThru

        $update.store | Should -Be $store, $other
        $update.runs_added | Should -Be 4, 4
    }

    It 'goes on after a store that is not there' {
        $update = Update-MdfSummary -LiteralPath (New-Store), $store -PassThru -ErrorVariable problem -ErrorAction SilentlyContinue

        $problem[0].FullyQualifiedErrorId | Should -BeLike 'StoreNotFound,*'
        $update.status | Should -Be 'updated'
    }

    It 'keeps the time zone that was given, and refuses to change it where runs would be lost' {
        Update-MdfSummary Day, Hour -TimeZone Asia/Kolkata -Path $store
        Update-MdfSummary Week -Path $store
        (Get-MdfSummary -Period Week -Path $store).time_zone | Should -Be 'Asia/Kolkata'
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
        Remove-MdfRun one -Path $store

        Update-MdfSummary -TimeZone UTC -Path $store -ErrorVariable problem -ErrorAction SilentlyContinue

        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RunsAreGone,*'
        (Get-MdfSummary -Path $store).time_zone | Should -Be 'Asia/Kolkata'
        Update-MdfSummary -TimeZone UTC -Force -Path $store -WarningAction SilentlyContinue
        (Get-MdfSummary -Path $store).run_count, (Get-MdfSummary -Path $store).time_zone | Should -Be 3, 'UTC'
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }

    It 'leaves a store that Test-MdfMetrics finds nothing in' {
        Update-MdfSummary Hour, Day, Week, Month -Path $store

        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }
}
