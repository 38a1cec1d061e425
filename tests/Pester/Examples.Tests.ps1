BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'examples/<_>' -ForEach 'Quickstart.ps1', 'track-pipeline.ps1', 'parallel-workers.ps1', 'jobs.ps1' {
    It 'runs, and keeps one completed run with operators' {
        $store = "$TestDrive/$_"
        $output = pwsh -NoProfile -File "$root/examples/$_" -Store $store 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $output
        $run = Get-MdfRun -Path $store
        @($run).Count | Should -Be 1
        $run.status | Should -Be 'completed'
        $run.total_errors | Should -Be 0
        $counts = ($run | Get-MdfOperatorMetric).input_records
        $counts | Should -Not -BeNullOrEmpty
        $counts | Should -Not -Contain 0
    }
}

Describe 'examples that use workers' {
    It 'parallel-workers.ps1 counts every record, whoever worked on it' {
        $rows = & "$root/examples/parallel-workers.ps1" -Store "$TestDrive/parallel"
        ($rows | Measure-Object input_records -Sum).Sum | Should -Be 800
    }

    It 'jobs.ps1 has a row of each job' {
        $rows = & "$root/examples/jobs.ps1" -Store "$TestDrive/jobs"
        $rows.worker_id | Sort-Object | Should -Be 'job_1', 'job_2'
        $rows.input_records | Should -Be 500, 500
    }
}

Describe 'examples/shared-folder.ps1' {
    It 'gathers workers of other processes, whichever is up first' {
        $script = "$root/examples/shared-folder.ps1"
        $store = "$TestDrive/shared"
        $program, [string[]] $first = Get-PwshCommand
        $workers = 'node1', 'node2' | ForEach-Object {
            $arguments = @($first) + '-NoProfile', '-File', $script, '-Store', $store, '-RunId', 'shared', '-Worker', $_ -ne $null
            Start-Process $program -PassThru -ArgumentList $arguments
        }
        $rows = & $script -Store $store -RunId shared -Expect node1, node2
        $workers | Wait-Process
        $workers.ExitCode | Should -Be 0, 0
        ($rows | Group-Object worker_id -NoElement).Name | Should -Be 'node1', 'node2'
        ($rows | Where-Object operator_name -EQ multiply).input_records | Should -Be 1000, 1000
        ($rows | Where-Object operator_name -EQ keep_even).output_records | Should -Be 500, 500
    }
}

Describe 'examples/alert.ps1' {
    BeforeAll {
        $alert = "$root/examples/alert.ps1"
        Start-MdfRun -Path "$TestDrive/good" { Enter-MdfStage a { 1..4 | Measure-MdfOperator b { $_ } } } | Out-Null
        Start-MdfRun -Path "$TestDrive/bad" { Enter-MdfStage a { 1..4 | Measure-MdfOperator b { if ($_ -gt 2) { $_ } } } } |
            Out-Null
        Start-MdfRun -Path "$TestDrive/idle" { Enter-MdfStage a { @() | Measure-MdfOperator b { $_ } } }
        $null = Start-MdfRun -Path "$TestDrive/failed"
        $null = Stop-MdfRun -ErrorMessage 'no disk'
    }

    It 'exits with <Code> for the store <Store>' -ForEach @(
        @{ Store = 'good'; Code = 0; Text = 'OK: run_*' }
        @{ Store = 'bad'; Code = 1; Text = 'ALERT: run * pass_rate is 50 %; alert when pass_rate < 90' }
    ) {
        $output = pwsh -NoProfile -File $alert -Store "$TestDrive/$Store" 2>&1 | Out-String
        $LASTEXITCODE | Should -Be $Code
        $output.Trim() | Should -BeLike $Text
    }

    It 'tells that a run without input is fine, that a run failed, and that there is no store' {
        & $alert -Store "$TestDrive/idle" | Should -BeLike 'OK: run_*'
        & $alert -Store "$TestDrive/failed" |
            Should -BeLike "ALERT: run * status is 'failed', error is 'no disk'; alert when status != completed"
        { & $alert -Store "$TestDrive/none" } | Should -Throw 'There is no store at*'
    }
}
