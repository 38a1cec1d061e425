BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Export-MdfMetrics' {
    BeforeEach {
        $other = New-Store
        $run = Start-MdfRun -RunId r -Path (New-Store) -PassThru {
            Enter-MdfStage s { $null = 1..10 | Measure-MdfOperator op { if ($_ -gt 5) { $_ } } }
        }
    }

    It 'writes the run last stopped' {
        Export-MdfMetrics $other | Should -BeNullOrEmpty

        (Get-MdfRun -Path $other).pass_rate | Should -Be 50
        (Get-MdfOperatorMetric -Path $other).operator_name | Should -Be 'op'
    }

    It 'writes runs from the pipeline, also twice' {
        $run | Export-MdfMetrics $other
        Get-MdfRun -Path $run.store | Export-MdfMetrics $other

        (Get-MdfRun -Path $other).run_id | Should -Be 'r'
    }

    It 'writes what came through <Name>' -ForEach @(
        @{ Name = 'a job'; Convert = { $input | ConvertTo-Deserialized } }
        @{ Name = 'JSON'; Convert = { $input | ConvertTo-Json -Depth 9 | ConvertFrom-Json } }
        @{ Name = 'CSV'; Convert = { $input | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        @(
            $run | & $Convert
            $run | Get-MdfStageMetric | & $Convert
            $run | Get-MdfOperatorMetric | & $Convert
        ) | Export-MdfMetrics $other

        (Get-MdfRun -Path $other).total_input_records | Should -Be 10
        (Get-MdfStageMetric -Path $other).pass_rate | Should -Be 50
        $op = Get-MdfOperatorMetric -Path $other -IncludeHistogram
        $op.p95_latency | Should -Be ($run | Get-MdfOperatorMetric).p95_latency
        $op.latency_histogram | Should -Be (Get-MdfOperatorMetric -Path $run.store -IncludeHistogram).latency_histogram
    }

    It 'refuses another run under the same id' {
        Start-MdfRun -RunId R -Path $other { }
        $run | Export-MdfMetrics $other -ErrorVariable problem -ErrorAction SilentlyContinue

        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RunExists,*'
        (Get-MdfRun -Path $other).total_input_records | Should -Be 0
    }

    It 'writes nothing with -WhatIf' {
        $run | Export-MdfMetrics $other -WhatIf

        $other | Should -Not -Exist
    }

    It 'gives the run in its new store with -PassThru' {
        ($run | Export-MdfMetrics $other -PassThru).store | Should -Be $other
    }

    It 'refuses what is no metrics object' {
        Get-Item $root | Export-MdfMetrics $other -ErrorVariable problem -ErrorAction SilentlyContinue

        $problem[0].FullyQualifiedErrorId | Should -BeLike 'InvalidMetric,*'
    }
}
