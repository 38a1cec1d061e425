BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Start-MdfRun' {
    BeforeEach { $store = New-Store }

    It 'runs its block, streams its output and writes the run' {
        $kept = Start-MdfRun -RunId r -Path $store {
            Enter-MdfStage clean { 'a', '', 'b' | Measure-MdfOperator drop_blank { if ($_) { $_ } } }
        }

        $kept | Should -Be 'a', 'b'
        $run = Get-MdfRun -Path $store
        $run.run_id | Should -Be 'r'
        $run.status | Should -Be 'completed'
        $run.total_input_records | Should -Be 3
        $run.total_output_records | Should -Be 2
    }

    It 'keeps variables that the block sets' {
        Start-MdfRun -Path $store { $x = 1 }

        $x | Should -Be 1
    }

    It 'gives the handle without a block, and the metrics last with -PassThru' {
        (Start-MdfRun -RunId r -Path $store).status | Should -Be 'running'
        $null = Stop-MdfRun

        $output = Start-MdfRun -RunId q -Path $store -PassThru { 'out' }
        $output[0] | Should -Be 'out'
        $output[1].run_id | Should -Be 'q'
    }

    It 'reads a configuration relative to the current location, not to the process' {
        $null = New-Item $store -ItemType Directory
        Set-Content "$store/pipeline.yaml" "executor:`n  metrics:`n    output_path: ./kept"
        Push-Location $store
        try { Start-MdfRun -RunId r -ConfigPath pipeline.yaml { } } finally { Pop-Location }

        "$store/kept/runs/run_r.parquet" | Should -Exist
    }

    It 'accepts the example configuration of this repository' {
        Push-Location $TestDrive
        try { Start-MdfRun -RunId r -ConfigPath "$root/configs/example_with_metrics.yaml" -Path $store { } 3>$null }
        finally { Pop-Location }

        (Get-MdfRun r -Path $store).config.executor.metrics | Should -Not -BeNullOrEmpty
    }

    It 'writes a failed run with everything measured so far, and rethrows' {
        $failure = Get-Failure {
            Start-MdfRun -RunId r -Path $store {
                Enter-MdfStage s { 1..5 | Measure-MdfOperator op { if ($_ -eq 3) { throw 'boom' }; $_ } }
            }
        }

        $failure.Exception.Message | Should -Be 'boom'
        $failure.InvocationInfo.Line | Should -Match 'throw'
        $run = Get-MdfRun r -Path $store
        $run.status | Should -Be 'failed'
        $run.error | Should -Be 'boom'
        ($run | Get-MdfOperatorMetric).input_records | Should -Be 3
    }

    It 'changes nothing with -WhatIf, but runs the block' {
        Start-MdfRun -Path $store -WhatIf { 'ran' } | Should -Be 'ran'

        $store | Should -Not -Exist
    }

    It 'refuses <Id> as a run id' -ForEach @(
        @{ Id = '../x' }, @{ Id = 'a:b' }, @{ Id = 'a/b' }, @{ Id = 'nul' }, @{ Id = 'x.' }, @{ Id = 'run_' }
    ) {
        $failure = Get-Failure { Start-MdfRun -RunId $Id -Path $store { } }

        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidRunId,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.TargetObject | Should -Be $Id
        $store | Should -Not -Exist
    }

    It 'refuses an id that differs only in case or by run_' {
        Start-MdfRun -RunId run_x -Path $store { }

        foreach ($id in 'X', 'run_X', 'x') {
            (Get-Failure { Start-MdfRun -RunId $id -Path $store { } }).FullyQualifiedErrorId |
                Should -BeLike 'RunExists,*'
        }
    }

    It 'says where a configuration is wrong' {
        $null = New-Item $store -ItemType Directory
        Set-Content "$store/bad.yaml" "executor:`n  metrics:`n    enabled: maybe"

        $failure = Get-Failure { Start-MdfRun -ConfigPath "$store/bad.yaml" { } }
        $failure.FullyQualifiedErrorId | Should -BeLike 'ConfigInvalid,*'
        $failure.Exception.Message | Should -Match 'bad\.yaml.*3'
    }

    It 'redacts secrets in the configuration' {
        Start-MdfRun -RunId r -Path $store -Configuration @{ hub_token = 'hf_abc'; enabled = $true } { } 3>$null

        "$((Get-MdfRun r -Path $store).config)" | Should -Not -Match 'hf_abc'
    }
}
