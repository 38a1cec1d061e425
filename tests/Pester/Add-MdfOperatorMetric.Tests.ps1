BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Add-MdfOperatorMetric' {
    BeforeEach {
        $source = Start-MdfRun -Path (New-Store) -PassThru {
            Enter-MdfStage s {
                Add-MdfOperatorMetric op -Latency 0.5, 0.25, 1 -OutputRecords 2 -CustomMetric @{ gpu = 0.5 }
                Add-MdfOperatorMetric idle -InputRecords 0
            }
        }
        $rows = $source | Get-MdfOperatorMetric
        $run = Start-MdfRun -Path (New-Store)
        Enter-MdfStage other
    }

    AfterEach { $null = Stop-MdfRun 3>$null }

    It 'takes raw latencies' {
        Add-MdfOperatorMetric op -Latency 0.1, 0.2, 0.3, 0.4

        $op = $run | Get-MdfOperatorMetric
        $op.input_records | Should -Be 4
        $op.p50_latency | Should -Be 0.2
        $op.max_latency | Should -Be 0.4
    }

    It 'takes rows as <Name>' -ForEach @(
        @{ Name = 'live objects'; Convert = { $input } }
        @{ Name = 'deserialised objects'; Convert = { $input | ConvertTo-Deserialized } }
        @{ Name = 'JSON'; Convert = { $input | ConvertTo-Json -Depth 5 | ConvertFrom-Json } }
        @{ Name = 'CSV'; Convert = { $input | ConvertTo-Csv | ConvertFrom-Csv } }
    ) {
        $converted = $rows | & $Convert
        $converted | Add-MdfOperatorMetric
        $converted | Add-MdfOperatorMetric

        $added = @($run | Get-MdfOperatorMetric)
        foreach ($column in 'operator_name', 'stage_name', 'input_records', 'output_records', 'p50_latency', 'p95_latency',
            'avg_latency', 'latency_histogram', 'custom_metrics') {
            "$($added.$column)" | Should -Be "$($rows.$column)" -Because $column
        }
        [double]::IsNaN($added[1].pass_rate) | Should -BeTrue
    }

    It 'takes the rows of a job' {
        $job = Start-Job -ArgumentList "$root/MdfMetrics.psd1", (New-Store) {
            param($manifest, $store)
            Import-Module $manifest
            Start-MdfRun -Path $store -PassThru {
                Enter-MdfStage s { $null = 1..5 | Measure-MdfOperator op { $_ } }
            } | Get-MdfOperatorMetric
        }
        $job | Receive-Job -Wait -AutoRemoveJob | Add-MdfOperatorMetric

        ($run | Get-MdfOperatorMetric).input_records | Should -Be 5
    }

    It 'refuses figures that cannot be, one by one' {
        [pscustomobject]@{ operator_name = 'a'; input_records = -1 },
            [pscustomobject]@{ operator_name = 'b'; input_records = 'many' },
            [pscustomobject]@{ input_records = 1 },
            [pscustomobject]@{ operator_name = 'good'; input_records = '12'; pass_rate = ''; p50_latency = 'NaN' } |
            Add-MdfOperatorMetric -ErrorVariable problems -ErrorAction SilentlyContinue

        $problems.Count | Should -Be 3
        ($run | Get-MdfOperatorMetric).operator_name | Should -Be 'good'
        ($run | Get-MdfOperatorMetric).pass_rate | Should -Be 100
    }

    It 'gives nothing, and the row with -PassThru' {
        Add-MdfOperatorMetric op | Should -BeNullOrEmpty
        (Add-MdfOperatorMetric op -PassThru).operator_name | Should -Be 'op'
    }
}
