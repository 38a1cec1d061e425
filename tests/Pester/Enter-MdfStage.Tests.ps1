BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Enter-MdfStage' {
    BeforeEach {
        $store = New-Store
        $null = Start-MdfRun -RunId r -Path $store
    }

    AfterEach { $null = Stop-MdfRun 3>$null }

    It 'runs its block in the caller''s scope and leaves the stage' {
        Enter-MdfStage a { $x = 1; 'out' } | Should -Be 'out'

        $x | Should -Be 1
        (Get-MdfRun -Current).stage | Should -BeNullOrEmpty
    }

    It 'leaves the stage when the block throws' {
        $null = Get-Failure { Enter-MdfStage a { throw 'x' } }

        (Get-MdfRun -Current).stage | Should -BeNullOrEmpty
    }

    It 'opens the stage without a block' {
        Enter-MdfStage a

        (Get-MdfRun -Current).stage | Should -Be 'a'
    }

    It 'does not nest' {
        $failure = Get-Failure { Enter-MdfStage a { Enter-MdfStage b { } } }

        $failure.FullyQualifiedErrorId | Should -BeLike 'StageAlreadyEntered,*'
        $failure.TargetObject | Should -Be 'b'
    }

    It 'continues a stage that is entered again' {
        1..2 | ForEach-Object { Enter-MdfStage a { $null = 1..5 | Measure-MdfOperator op { $_ } } }

        (Get-MdfRun -Current | Get-MdfStageMetric).input_records | Should -Be 10
    }

    It 'takes names with quotes, slashes and umlauts' {
        Enter-MdfStage 'ä/"b''c' { }

        (Get-MdfRun -Current | Get-MdfStageMetric).stage_name | Should -Be 'ä/"b''c'
    }

    It 'refuses an empty name' {
        (Get-Failure { Enter-MdfStage '' { } }).FullyQualifiedErrorId | Should -BeLike 'InvalidName,*'
    }
}
