BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = New-FilledStore
    $folder = (New-Item (New-Store) -ItemType Directory).FullName
    $file = Join-Path $folder mdf.prom

    # The values of a metric, and of a label of it where that is given.
    function Get-Series([string] $Name, [string] $Path = $file) {
        foreach ($line in Get-Content $Path) {
            if ($line -match "^$Name\{(.*)\} (\S+)$") {
                [pscustomobject]@{ labels = $Matches[1]; value = [double] $Matches[2] }
            }
        }
    }
}

Describe 'Export-MdfPrometheus' {
    It 'writes the last run of each pipeline' {
        Export-MdfPrometheus $file -Store $store | Should -BeNullOrEmpty
        (Get-Series mdf_run_last_status).Where{ $_.labels -match 'failed' }.value | Should -Be 1
        (Get-Series mdf_run_active).value | Should -Be 0
        (Get-Series mdf_run_last_success_timestamp_seconds).value | Should -BeGreaterThan 1700000000
        [IO.File]::ReadAllText($file) | Should -Not -Match "`r"
        Get-ChildItem $folder -Force | Should -HaveCount 1
    }

    It 'takes the store that other cmdlets take' {
        $before = $env:MDF_METRICS_PATH
        try {
            $env:MDF_METRICS_PATH = $store
            (Export-MdfPrometheus "$folder/default.prom" -PassThru).Name | Should -Be 'default.prom'
        }
        finally {
            $env:MDF_METRICS_PATH = $before
        }
    }

    It 'goes down to -Level, with -Label on each series, of -PipelineName alone' {
        $levels = New-Store
        foreach ($name in 'a', 'b') {
            Start-MdfRun -RunId $name -PipelineName $name -Path $levels {
                Enter-MdfStage s { $null = 1..5 | Measure-MdfOperator o { $_ } }
            }
        }

        $asked = @{ Store = $levels; PipelineName = 'b*'; Label = @{ zone = 'z'; env = 'pr"od' } }
        Export-MdfPrometheus "$folder/run.prom" -Level Run @asked
        Export-MdfPrometheus "$folder/operator.prom" -Level Operator -Histogram @asked
        Get-Series mdf_stage_workers "$folder/run.prom" | Should -BeNullOrEmpty
        (Get-Series mdf_operator_input_records "$folder/operator.prom").value | Should -Be 5
        (Get-Series mdf_operator_latency_seconds_count "$folder/operator.prom").labels |
            Should -Be 'pipeline="b",env="pr\"od",zone="z",stage="s",operator="o"'
    }

    It 'leaves levels out above -MaxSeries, and tells how many series they had' {
        $quiet = @{ WarningVariable = 'warned'; WarningAction = 'SilentlyContinue' }
        Export-MdfPrometheus "$folder/less.prom" -Store $store -Level Operator -MaxSeries 1 @quiet
        $warned | Should -HaveCount 3
        Get-Series mdf_stage_workers "$folder/less.prom" | Should -BeNullOrEmpty
        (Get-Series mdf_run_errors "$folder/less.prom") | Should -HaveCount 1
    }

    It 'leaves a file of somebody else alone' {
        Set-Content "$folder/apt.prom" '# HELP apt_upgrades_pending x'
        { Export-MdfPrometheus "$folder/apt.prom" -Store $store } | Should -Throw -ErrorId 'InvalidPath,*'
        Get-Content "$folder/apt.prom" | Should -Be '# HELP apt_upgrades_pending x'
    }

    It 'tells what is wrong with its paths and labels' {
        { Export-MdfPrometheus "$folder/none/x.prom" -Store $store } | Should -Throw -ErrorId 'InvalidPath,*'
        { Export-MdfPrometheus $folder -Store $store } | Should -Throw -ErrorId 'InvalidPath,*'
        { Export-MdfPrometheus "$folder/x.prom" -Store "$folder/none" } | Should -Throw -ErrorId 'StoreNotFound,*'
        { Export-MdfPrometheus "$folder/x.prom" -Store $store -Label @{ '0' = 1 } } |
            Should -Throw -ErrorId 'InvalidName,*'
        "$folder/x.prom" | Should -Not -Exist
        $quiet = @{ WarningVariable = 'warned'; WarningAction = 'SilentlyContinue' }
        Export-MdfPrometheus "$folder/x.txt" -Store $store @quiet
        $warned | Should -Match 'ends in \.prom'
        $empty = (New-Item (New-Store) -ItemType Directory).FullName
        Export-MdfPrometheus "$folder/x.prom" -Store $empty -PassThru @quiet | Should -BeNullOrEmpty
        $warned | Should -Match 'no run'
        "$folder/x.prom" | Should -Not -Exist
    }

    It 'writes nothing with -WhatIf' {
        Export-MdfPrometheus "$folder/whatif.prom" -Store $store -WhatIf
        "$folder/whatif.prom" | Should -Not -Exist
    }
}

Describe 'prometheus_file' {
    BeforeAll {
        $told = New-Store
        $configuration = @{
            name = 'told'
            executor = @{ metrics = @{ output_path = $told; prometheus_file = './told.prom' } }
        }
        Push-Location $folder

        function Get-Status {
            (Get-Series mdf_run_last_status "$folder/told.prom").Where{ $_.value }.labels
        }
    }

    AfterAll {
        Pop-Location
    }

    It 'tells of each run when it ends, also of one that failed, at the path that was meant when it began' {
        Start-MdfRun -RunId good -Configuration $configuration { Set-Location / }
        Set-Location $folder
        Get-Status | Should -Be 'pipeline="told",status="completed"'
        { Start-MdfRun -RunId bad -Configuration $configuration { throw 'no' } } | Should -Throw 'no'
        Get-Status | Should -Be 'pipeline="told",status="failed"'
        (Get-Series mdf_run_active "$folder/told.prom").value | Should -Be 0
    }

    It 'has the mode of file_mode, else one that all can read' -Skip:$IsWindows {
        (Get-Item "$folder/told.prom").UnixFileMode | Should -Be 'OtherRead, GroupRead, UserWrite, UserRead'
        $configuration.executor.metrics.file_mode = '0640'
        Start-MdfRun -RunId mode -Configuration $configuration { }
        (Get-Item "$folder/told.prom").UnixFileMode | Should -Be 'GroupRead, UserWrite, UserRead'
    }

    It 'warns where that fails, and is not in the way of the run' {
        $configuration.executor.metrics.prometheus_file = './none/told.prom'
        $quiet = @{ WarningVariable = 'warned'; WarningAction = 'SilentlyContinue' }
        $run = Start-MdfRun -RunId missing -Configuration $configuration -PassThru { } @quiet
        $run.status | Should -Be 'completed'
        $warned | Should -Match "^Prometheus is not told of the run 'missing': There is no folder"
    }
}
