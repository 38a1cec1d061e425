BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $manifest = Join-Path $root 'MdfMetrics.psd1'
}

Describe 'Connect-MdfRun' {
    BeforeEach {
        $store = New-Store
    }

    It 'lets jobs work for the run, each with rows of its own' {
        $run = Start-MdfRun -RunId r -Path $store
        $jobs = 1..2 | ForEach-Object {
            Start-Job -ArgumentList $manifest, $_ {
                param($Module, $Number)
                Import-Module $Module
                $null = $using:run | Connect-MdfRun -WorkerId "job_$Number"
                Enter-MdfStage square
                1..(100 * $Number) | Measure-MdfOperator multiply { $_ * $_ } -CustomMetric @{ number = $Number } | Out-Null
                if ($Number -eq 1) { Disconnect-MdfRun }
            }
        }
        $rows = Stop-MdfRun -ExpectedWorker job_1, job_2 | Get-MdfOperatorMetric | Sort-Object worker_id
        $jobs | Receive-Job -Wait -AutoRemoveJob | Should -BeNullOrEmpty

        $rows.worker_id | Should -Be 'job_1', 'job_2'
        $rows.input_records | Should -Be 100, 200
        $rows.custom_metrics.number | Should -Be 1, 2
        "$store/_journal/run_r" | Should -Not -Exist
    }

    It 'lets thread jobs work for the run, which end with their runspaces' {
        $run = Start-MdfRun -RunId r -Path $store
        $jobs = 1..3 | ForEach-Object {
            Start-ThreadJob -ArgumentList $manifest, $_ {
                param($Module, $Number)
                Import-Module $Module
                $null = $using:run | Connect-MdfRun -WorkerId "thread_$Number"
                Enter-MdfStage s
                1..10 | Measure-MdfOperator o { $_ } | Out-Null
            }
        }
        $null = $jobs | Receive-Job -Wait -AutoRemoveJob

        (Stop-MdfRun -ExpectedWorker 3 | Get-MdfStageMetric).num_workers | Should -Be 3
    }

    It 'gives the handle, which completes and shows like that of the run' {
        $null = Start-MdfRun -RunId r -Path $store
        $worker = Connect-MdfRun r -Path $store

        $worker | Out-String | Should -Match '(?m)^r +running'
        (Get-MdfRun -Current).run_id | Should -Be 'r'
        { Stop-MdfRun } | Should -Throw -ErrorId 'RunIsJoined,*'
        $worker | Disconnect-MdfRun
        $null = Stop-MdfRun
    }

    It 'says what to do where -Run is the handle of another process' {
        $run = Start-MdfRun -RunId r -Path $store | ConvertTo-Deserialized

        { 1 | Measure-MdfOperator o { $_ } -Run $run } | Should -Throw '*$using:run | Connect-MdfRun*'
        $null = Stop-MdfRun
    }

    It 'does not find a run that is over' {
        Start-MdfRun -RunId r -Path $store { }

        { Connect-MdfRun r -Path $store } | Should -Throw -ErrorId 'RunStopped,*'
        { Connect-MdfRun other -Path $store } | Should -Throw -ErrorId 'RunNotFound,*'
    }
}

Describe 'Rows of a job' {
    It 'keep histogram and custom metrics through the round trip, and count once when delivered twice' {
        $store = New-Store
        $returned = Start-Job -ArgumentList $manifest {
            param($Module)
            Import-Module $Module
            $null = Start-MdfRun -Configuration @{ executor = @{ metrics = @{ write_on_completion = $false; collect_custom_metrics = $true } } }
            Enter-MdfStage s
            1..500 | Measure-MdfOperator o -WorkerId job { $_ } -CustomMetric @{ gpu = @{ util = 0.5 } } | Out-Null
            Exit-MdfStage
            Stop-MdfRun | Get-MdfOperatorMetric
        } | Receive-Job -Wait -AutoRemoveJob
        $run = Start-MdfRun -Path $store -PassThru { $returned, $returned | ForEach-Object { $_ | Add-MdfOperatorMetric } }
        $row = $run | Get-MdfOperatorMetric

        $row.input_records | Should -Be 500
        $row.latency_method | Should -Be 'histogram'
        $row.latency_histogram | Should -Be $returned.latency_histogram
        $row.p95_latency | Should -Be $returned.p95_latency
        $row.custom_metrics.gpu.util | Should -Be 0.5
    }
}
