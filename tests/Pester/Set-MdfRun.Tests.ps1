BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Set-MdfRun' {
    It 'adds, changes and takes away tags' {
        $store = New-FilledStore

        Set-MdfRun one -Path $store -Tag @{ keep = 'audit' } | Should -BeNullOrEmpty
        $run = Set-MdfRun one -Path $store -Tag @{ team = $null; keep = 'yes'; cost = 3 } -PassThru

        "$($run.tags)" | Should -Be '{"keep":"yes","cost":3}'
        (Get-MdfRun -Path $store -Tag keep).run_id | Should -Be 'one'
        (Get-MdfRun one -Path $store | Get-MdfOperatorMetric).input_records | Should -Be 10, 10
    }

    It 'takes runs from the pipeline, and changes nothing under -WhatIf' {
        $store = New-FilledStore

        Get-MdfRun -Path $store -Last 2 | Set-MdfRun -Tag @{ baseline = 'yes' } -WhatIf
        Get-MdfRun -Path $store -Tag baseline | Should -BeNullOrEmpty
        Get-MdfRun -Path $store -Last 2 | Set-MdfRun -Tag @{ baseline = 'yes' }

        (Get-MdfRun -Path $store -Tag baseline).run_id | Should -Be 'empty', 'failed'
        Test-MdfMetrics -Path $store | Should -BeNullOrEmpty
    }
}
