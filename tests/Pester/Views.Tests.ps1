BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'The views' {
    BeforeAll {
        $store = New-FilledStore
        Update-MdfSummary Day -Path $store
        function Format-Text([int] $Width) {
            ($input | Format-Table | Out-String -Width $Width) -split '\r?\n' | Where-Object { $_ }
        }
    }

    It 'show the <Name> in a window of <Width> columns, also deserialised ones' -ForEach @(
        foreach ($view in @(
                @{
                    Name = 'runs'
                    Get = { Get-MdfRun -Path $store }
                    Columns = @{
                        80 = 'pipeline_name run_id status duration pass_rate errors'
                        120 = 'start_time input output'
                        200 = 'throughput stages host error'
                    }
                }
                @{
                    Name = 'stages'
                    Get = { Get-MdfStageMetric one -Path $store }
                    Columns = @{
                        80 = 'stage_name workers input output pass_rate wall_time total_time errors'
                        120 = 'run_id throughput'
                        200 = 'pipeline_name timestamp custom_metrics'
                    }
                }
                @{
                    Name = 'operators'
                    Get = { Get-MdfOperatorMetric one -Path $store }
                    Columns = @{
                        80 = 'stage_name operator_name output pass_rate total_time p95 errors'
                        120 = 'worker_id input throughput'
                        200 = 'p50 p99 max run_id custom_metrics'
                    }
                }
                @{
                    Name = 'summaries of runs'
                    Get = { Get-MdfSummary -Period Day -Path $store }
                    Columns = @{ 80 = 'pipeline_name period runs failed input pass_rate p50 p95'; 120 = 'errors max time_zone' }
                }
                @{
                    Name = 'summaries of stages'
                    Get = { Get-MdfSummary Stage -Period Day -Path $store }
                    Columns = @{ 80 = 'pipeline_name period stage_name runs pass_rate p95 errors'; 120 = 'input p50 time_zone' }
                }
                @{
                    Name = 'summaries of operators'
                    Get = { Get-MdfSummary Operator -Period Day -Path $store }
                    Columns = @{
                        80 = 'pipeline_name period stage_name operator_name pass_rate p95 errors'
                        120 = 'runs input p50 p99'
                    }
                }
                @{
                    Name = 'comparisons'
                    Get = { Compare-MdfRun one one -Path $store }
                    Columns = @{ 80 = 'verdict of metric reference difference change'; 120 = 'reason' }
                }
            )) {
            foreach ($width in 80, 120, 200) {
                $columns = $view.Columns.Keys | Sort-Object | Where-Object { $_ -le $width } | ForEach-Object { $view.Columns[$_] }
                @{ Name = $view.Name; Get = $view.Get; Width = $width; Columns = "$columns" }
            }
        }
    ) {
        # PowerShell leaves the last column of a window free.
        foreach ($text in (& $Get | Format-Text ($Width - 1)), (& $Get | ConvertTo-Deserialized | Format-Text ($Width - 1))) {
            -split ($text -notmatch '^ +run: ')[0] -join ' ' | Should -Be $Columns
        }
    }

    It 'show figures as a person reads them' {
        $run = (Get-MdfRun -Path $store | Format-Text 119) -match '\sone\s'
        $run | Should -Match '^\S*\s+one\s+completed\s.*(ns|µs|ms|s)\s+50\.0 %\s+0\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+10\s+5$'
        (Get-MdfRun -Path $store | Format-Text 119) -match '\sempty\s' | Should -Match '\scompleted\s.*\s-\s+0\s.*\s0\s+0$'
        (Get-MdfStageMetric one -Path $store | Format-Text 79)[2] | Should -Match '^load\s+1\s+10\s+5\s+50\.0 %\s'
        (Get-MdfOperatorMetric one -Path $store | Format-Text 119)[3] |
            Should -Match '^load\s+filter\s+5\s+50\.0 %\s.*(ns|µs|ms|s)\s+0\s+worker_0\s+10\s.*/s$'
    }

    It 'leave generated run ids whole in 80 columns' {
        $long = New-Store
        Start-MdfRun -Path $long { Enter-MdfStage s { $null = 1..1200 | Measure-MdfOperator op { $_ } } }

        (Get-MdfRun -Path $long | Format-Text 79) -match '\srun_\d{8}_\d{6}_[0-9a-f]{8} completed .* 100\.0 %\s+0$' |
            Should -HaveCount 1
    }

    It 'cut no figure at its left, in a window of any width' {
        $large = New-Store
        Start-MdfRun -Path $large {
            Enter-MdfStage s { Add-MdfOperatorMetric op -InputRecords 3 -OutputRecords 123456789012 -TotalTime 4000000 -ErrorCount 8765432 }
        }

        foreach ($rows in (Get-MdfRun -Path $large), (Get-MdfStageMetric -Path $large), (Get-MdfOperatorMetric -Path $large)) {
            foreach ($width in 20..240) {
                $rows | Format-Text $width | Out-String | Should -Not -Match '…[\d.,]+' -Because "of $width columns"
            }
        }
        $text = Get-MdfOperatorMetric -Path $large | Format-Text 119
        -split $text[2] | Should -Be (-split 's op 123G 4.12T % 46d 07h - 8.77M worker_0 3 0.0/s')
    }

    Context 'with colours' {
        BeforeAll {
            $rendering = $PSStyle.OutputRendering
            $failed = "$($PSStyle.Formatting.Error)failed$($PSStyle.Reset)"
            $low = "$($PSStyle.Formatting.Warning)   50.0 %$($PSStyle.Reset)"
        }

        AfterEach { $PSStyle.OutputRendering = $rendering }

        It 'mark failed runs and low rates, and stay aligned' {
            $runs = Get-MdfRun -Path $store
            $PSStyle.OutputRendering = 'PlainText'
            $plain = $runs | Format-Text 119
            $PSStyle.OutputRendering = 'Ansi'
            foreach ($text in ($runs | Format-Text 119), ($runs | ConvertTo-Deserialized | Format-Text 119)) {
                @($text -match [regex]::Escape($failed)) | Should -HaveCount 1
                @($text -match [regex]::Escape($low)) | Should -HaveCount 1
                $text -replace '\x1b\[[\d;]*m' -replace '\s+$' | Should -Be ($plain -replace '\s+$')
            }
            Get-MdfOperatorMetric one -Path $store | Out-String | Should -Match ([regex]::Escape($low))
            Get-MdfStageMetric one -Path $store | Out-String | Should -Match ([regex]::Escape($low))
        }

        It 'mark nothing where PowerShell is to write plain text' {
            $PSStyle.OutputRendering = 'PlainText'
            Get-MdfRun -Path $store | Out-String | Should -Not -Match '\x1b'
        }
    }

    It 'leave every column to Format-List, and dictionaries as JSON' {
        $store = New-Store
        Start-MdfRun -Path $store -RunId r -Tag @{ team = 'search' } -Configuration @{ source = @{ pages = 3 } } {
            Enter-MdfStage s { $null = 1 | Measure-MdfOperator op { $_ } -CustomMetric @{ gpu = 0.5 } }
        }

        foreach ($row in (Get-MdfRun -Path $store), (Get-MdfStageMetric -Path $store), (Get-MdfOperatorMetric -Path $store)) {
            $names = $row.PSObject.Properties.Name | Where-Object { $_ -notin 'latency_histogram', 'entry_id', 'revision' }
            foreach ($text in ($row | Format-List | Out-String -Width 500),
                ($row | ConvertTo-Deserialized | Format-List | Out-String -Width 500)) {
                [regex]::Matches($text, '(?m)^(\w+) +:').ForEach{ $_.Groups[1].Value } | Should -Be $names
            }
        }
        $text = Get-MdfRun -Path $store | ConvertTo-Deserialized | Format-List | Out-String -Width 500
        $text | Should -Match '(?m)^tags +: \{"team":"search"\}\r?$'
        $text | Should -Match '(?m)^config +: \{"source":\{"pages":3\}\}\r?$'
        $text | Should -Match '(?m)^context +: \{.*"user":".*\}\r?$'
        Get-MdfOperatorMetric -Path $store | Format-List | Out-String | Should -Match '(?m)^custom_metrics +: \{"gpu":0\.5\}\r?$'
    }
}

Describe 'The objects' {
    BeforeAll { $store = New-FilledStore }

    It 'show each column name once in JSON and CSV: <Name>' -ForEach @(
        @{ Name = 'runs'; Get = { Get-MdfRun one -Path $store }; Column = 'total_input_records'; Value = 10 }
        @{ Name = 'stages'; Get = { Get-MdfStageMetric one -Path $store }; Column = 'input_records'; Value = 10 }
        @{ Name = 'operators'; Get = { Get-MdfOperatorMetric one -Path $store }; Column = 'input_records'; Value = 10 }
    ) {
        $row = & $Get | Select-Object -First 1
        $csv = & $Get | ConvertTo-Csv
        $names = $csv[0] -split ',' | ForEach-Object { $_.Trim('"') }
        ($names | Sort-Object -Unique).Count | Should -Be $names.Count
        $names | Should -Contain $Column
        ($csv | ConvertFrom-Csv)[0].$Column | Should -Be $Value

        $json = $row | ConvertTo-Json -Depth 9
        $parsed = $json | ConvertFrom-Json
        $parsed.PSObject.Properties.Name | Should -Be $names
        $parsed.$Column | Should -Be $Value
        [regex]::Matches($json, "(?m)^  ""$Column"":").Count | Should -Be 1
    }

    It 'hold dictionaries whose text is the JSON' {
        $run = Get-MdfRun one -Path $store

        $run.tags.team | Should -Be 'search'
        "$($run.tags)" | Should -Be '{"team":"search"}'
        ($run | ConvertTo-Csv | ConvertFrom-Csv).tags | Should -Be '{"team":"search"}'
        ($run | ConvertTo-Json -Depth 5 | ConvertFrom-Json).tags.team | Should -Be 'search'
    }

    It 'sort, select and measure by column' {
        $runs = Get-MdfRun -Path $store

        ($runs | Sort-Object total_input_records -Descending | Select-Object -First 1).run_id | Should -Be 'one'
        ($runs | Where-Object pass_rate -ge 0 | Measure-Object pass_rate -Average).Average | Should -Be 75
        ($runs | Group-Object status | Sort-Object Name).Name | Should -Be 'completed', 'failed'
    }

    It 'have their latencies in milliseconds, for tables of one''s own' {
        $known = New-Store
        Start-MdfRun -Path $known {
            Enter-MdfStage s { Add-MdfOperatorMetric op -Latency (1..100 | ForEach-Object { $_ / 1e4 }); Add-MdfOperatorMetric none }
        }
        $rows = Get-MdfOperatorMetric -Path $known

        foreach ($row in $rows[0], ($rows[0] | ConvertTo-Deserialized)) {
            $row.min_ms, $row.p50_ms, $row.avg_ms, $row.p95_ms, $row.p99_ms, $row.max_ms |
                ForEach-Object { [math]::Round($_, 6) } | Should -Be 0.1, 5, 5.05, 9.5, 9.9, 10
            $row | Select-Object operator_name, p95_ms | Out-String | Should -Match '(?m)^op +9\.50\r?$'
        }
        [double]::IsNaN($rows[1].p95_ms) | Should -BeTrue
        [double]::IsNaN(($rows[1] | ConvertTo-Deserialized).p95_ms) | Should -BeTrue
    }

    It 'have no milliseconds in files' {
        $rows = Get-MdfOperatorMetric one -Path $store
        ($rows | ConvertTo-Csv)[0] | Should -Not -Match '_ms'
        $rows | ConvertTo-Json | Should -Not -Match '_ms'
    }

    It 'complete milliseconds by Tab: <_>' -ForEach @(
        'Get-MdfOperatorMetric | Select-Object operator_name, p95_m'
        'Get-MdfOperatorMetric | Format-Table operator_name, p95_m'
        'Get-MdfOperatorMetric | Where-Object p95_m'
        '(Get-MdfOperatorMetric).p95_m'
    ) {
        [System.Management.Automation.CommandCompletion]::CompleteInput($_, $_.Length, $null).
            CompletionMatches.CompletionText | Should -Be 'p95_ms'
    }
}
