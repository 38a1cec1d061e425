BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Remove-MdfRun' {
    It 'removes runs by id, with everything that is theirs' {
        $store = New-FilledStore

        Remove-MdfRun one, FAILED -Path $store | Should -BeNullOrEmpty

        (Get-MdfRun -Path $store).run_id | Should -Be 'two', 'empty'
        (Get-ChildItem $store -Recurse -Filter *.parquet).Name | Should -HaveCount 8
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }

    It 'takes runs from <Through>' -ForEach @(
        @{ Through = 'the pipeline'; Convert = { $input } }
        @{ Through = 'a job'; Convert = { $input | ConvertTo-Deserialized } }
        @{ Through = 'JSON'; Convert = { $input | ConvertTo-Json -AsArray -Depth 10 | ConvertFrom-Json } }
        @{ Through = 'CSV'; Convert = { $input | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $store = New-FilledStore

        Get-MdfRun -Path $store -Status failed | & $Convert | Remove-MdfRun

        (Get-MdfRun -Path $store).run_id | Should -Be 'one', 'two', 'empty'
    }

    It 'completes ids' {
        $store = New-FilledStore
        $line = "Remove-MdfRun -Path '$store' -RunId t"

        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'two'
    }

    It 'gives what is gone with -PassThru' {
        $store = New-FilledStore

        (Remove-MdfRun *e* -Path $store -PassThru).run_id | Should -Be 'one', 'empty', 'failed'
    }
}
