BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Stop-MdfRun' {
    BeforeEach { $store = New-Store }

    It 'writes the run and returns its figures' {
        $null = Start-MdfRun -RunId r -Path $store
        Enter-MdfStage s
        $null = 1..4 | Measure-MdfOperator op { $_ }
        Exit-MdfStage
        $run = Stop-MdfRun

        $run.total_input_records | Should -Be 4
        $run.path | Should -Exist
        ($run | Get-MdfOperatorMetric).operator_name | Should -Be 'op'
    }

    It 'takes a handle from the pipeline' {
        $run = Start-MdfRun -RunId r -Path $store

        ($run | Stop-MdfRun).run_id | Should -Be 'r'
    }

    It 'keeps the status and the message given' {
        $null = Start-MdfRun -RunId r -Path $store
        $null = Stop-MdfRun -ErrorMessage 'disk full'

        (Get-MdfRun r -Path $store).status | Should -Be 'failed'
        (Get-MdfRun r -Path $store).error | Should -Be 'disk full'
    }

    It 'closes a stage left open, with a warning' {
        $null = Start-MdfRun -RunId r -Path $store
        Enter-MdfStage left
        $null = Stop-MdfRun -WarningVariable warning -WarningAction SilentlyContinue

        $warning | Should -HaveCount 1
        $warning | Should -Match "'left'"
    }

    It 'stops with an error when there is nothing to stop' {
        (Get-Failure { Stop-MdfRun }).FullyQualifiedErrorId | Should -BeLike 'NoCurrentRun,*'
        $run = Start-MdfRun -Path $store
        $null = Stop-MdfRun

        (Get-Failure { Stop-MdfRun -Run $run }).FullyQualifiedErrorId | Should -BeLike 'RunStopped,*'
    }

    It 'stops nothing with -WhatIf' {
        $run = Start-MdfRun -Path $store
        Stop-MdfRun -WhatIf | Should -BeNullOrEmpty

        $run.status | Should -Be 'running'
        "$store/runs" | Should -Not -Exist
        $null = Stop-MdfRun
    }

    It 'keeps the figures when the store cannot be written' {
        Set-Content $store 'a file'
        $null = Start-MdfRun -RunId r -Path $store -WarningVariable told -WarningAction SilentlyContinue
        Enter-MdfStage s { $null = 1..4 | Measure-MdfOperator op { $_ } }
        $run = Stop-MdfRun -ErrorVariable problem

        $problem | Should -BeNullOrEmpty
        "$told" | Should -BeLike "*$store*Export-MdfMetrics*"
        $run.total_input_records | Should -Be 4
    }
}
