BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-MdfStageMetric' {
    BeforeAll { $store = New-FilledStore }

    It 'gives the stages of a run by its id' {
        $stage = Get-MdfStageMetric one -Path $store

        $stage.stage_name | Should -Be 'load'
        $stage.input_records | Should -Be 10
        $stage.output_records | Should -Be 5
        $stage.num_workers | Should -Be 1
        $stage.timestamp.Kind | Should -Be 'Local'
    }

    It 'gives the stages of runs from the pipeline, filtered by name' {
        Get-MdfRun -Path $store | Get-MdfStageMetric -StageName lo* | Should -HaveCount 3
        Get-MdfRun -Path $store | Get-MdfStageMetric -StageName none | Should -BeNullOrEmpty
    }

    It 'says when there is no such run' {
        Get-MdfStageMetric none -Path $store -ErrorVariable problem -ErrorAction SilentlyContinue

        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RunNotFound,*'
    }
}
