BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'Get-MdfOperatorMetric' {
    BeforeAll { $store = New-FilledStore }

    It 'answers which operators of the newest run are slow' {
        $run = New-Store
        Start-MdfRun -RunId r -Path $run {
            Enter-MdfStage s {
                $null = 1..3 | Measure-MdfOperator fast { $_ } | Measure-MdfOperator slow { Start-Sleep -Milliseconds 20; $_ }
            }
        }

        $slowest = Get-MdfRun -Last 1 -Path $run | Get-MdfOperatorMetric |
            Sort-Object p95_latency -Descending | Select-Object -First 5
        $slowest.operator_name | Should -Be 'slow', 'fast'
    }

    It 'filters by stage and operator' {
        (Get-MdfOperatorMetric one -Path $store -OperatorName f*).operator_name | Should -Be 'filter'
        (Get-MdfOperatorMetric one -Path $store -StageName load).operator_name | Should -Be 'read', 'filter'
        Get-MdfOperatorMetric one -Path $store -StageName none | Should -BeNullOrEmpty
    }

    It 'completes operator names' {
        $line = "Get-MdfOperatorMetric -Path '$store' -OperatorName f"
        [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).
            CompletionMatches.CompletionText | Should -Be 'filter'
    }
}
