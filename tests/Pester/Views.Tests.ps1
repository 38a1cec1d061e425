BeforeAll { . "$PSScriptRoot/common.ps1" }

Describe 'The views' {
    BeforeAll {
        $store = New-FilledStore
        function Format-Text { ($input | Format-Table | Out-String -Width 200) -split '\r?\n' | Where-Object { $_ } }
    }

    It 'show runs as a table, also deserialised ones' {
        foreach ($text in (Get-MdfRun -Path $store | Format-Text),
            (Get-MdfRun -Path $store | ConvertTo-Deserialized | Format-Text)) {
            $text[0] | Should -Match '^run_id\s+start_time\s+duration\s+status\s+pass_rate\s+errors\s+input\s+output$'
            $text[2] | Should -Match '^one\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s.*\scompleted\s+50\.0 %\s+0\s+10\s+5$'
            $text[4] | Should -Match '^empty\s.*\scompleted\s+-\s+0\s+0\s+0$'
            $text[5] | Should -Match '^failed\s.*\sfailed\s'
        }
    }

    It 'show stages as a table, also deserialised ones' {
        foreach ($text in (Get-MdfStageMetric one -Path $store | Format-Text),
            (Get-MdfStageMetric one -Path $store | ConvertTo-Deserialized | Format-Text)) {
            $text[0] | Should -Match '^stage_name\s+workers\s+input\s+output\s+pass_rate\s+wall_time\s+errors$'
            $text[2] | Should -Match '^load\s+1\s+10\s+5\s+50\.0 %\s'
        }
    }

    It 'show operators as a table, also deserialised ones' {
        foreach ($text in (Get-MdfOperatorMetric one -Path $store | Format-Text),
            (Get-MdfOperatorMetric one -Path $store | ConvertTo-Deserialized | Format-Text)) {
            $text[0] | Should -Match '^stage_name\s+operator_name\s+worker_id\s+input\s+pass_rate\s+p95_latency\s+throughput\s+errors$'
            $text[3] | Should -Match '^load\s+filter\s+worker_0\s+10\s+50\.0 %\s+\S+ (ns|µs|ms|s)\s.*/s\s+0$'
        }
    }

    It 'fit what matters of runs with generated ids into 80 columns' {
        $long = New-Store
        Start-MdfRun -Path $long { Enter-MdfStage s { $null = 1..1200 | Measure-MdfOperator op { $_ } } }

        $lines = (Get-MdfRun -Path $long | Format-Table | Out-String -Width 80) -split '\r?\n'
        ($lines -match '^run_\d{8}_\d{6}_[0-9a-f]{8} .* completed\s+100\.0 %') | Should -HaveCount 1
    }

    It 'leave every column to Format-List' {
        $text = Get-MdfRun one -Path $store | Format-List | Out-String -Width 200

        foreach ($column in 'run_id', 'end_time', 'avg_throughput', 'host', 'tags', 'context') {
            $text | Should -Match "(?m)^$column\s+:"
        }
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
}
