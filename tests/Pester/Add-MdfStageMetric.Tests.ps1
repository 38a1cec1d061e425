BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Add-MdfStageMetric' {
    BeforeEach {
        $store = New-Store
        $run = Start-MdfRun -RunId r -Path $store
    }

    AfterEach { $null = Stop-MdfRun 3>$null }

    It 'gives a stage figures that stand instead of the computed ones' {
        Enter-MdfStage s {
            $null = 1..10 | Measure-MdfOperator op { $_ }
            Add-MdfStageMetric -InputRecords 100 -OutputRecords 25 -CustomMetric @{ gpu = 2 }
        }

        $stage = $run | Get-MdfStageMetric
        $stage.pass_rate | Should -Be 25
        $stage.custom_metrics.gpu | Should -Be 2
    }

    It 'takes stages from JSON and CSV' {
        '[{ "stage_name": "a", "input_records": 5, "total_time": null }]' | ConvertFrom-Json | Add-MdfStageMetric
        "stage_name,input_records,total_time`nb,7," | ConvertFrom-Csv | Add-MdfStageMetric

        ($run | Get-MdfStageMetric).input_records | Should -Be 5, 7
    }

    It 'refuses a negative count' {
        Add-MdfStageMetric s -InputRecords -1 -ErrorVariable problem -ErrorAction SilentlyContinue

        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidMetric,*'
    }
}
