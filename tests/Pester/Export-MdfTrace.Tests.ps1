BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = New-FilledStore
    $folder = New-Item (New-Store) -ItemType Directory

    function Get-Span([string] $Path) {
        (Get-Content $Path | Select-Object -First 1 | ConvertFrom-Json).resourceSpans.scopeSpans.spans
    }
}

Describe 'Export-MdfTrace' {
    It 'writes the newest run, its stages and operators' {
        Export-MdfTrace -LiteralPath $store -Path "$folder/newest.json" | Should -BeNullOrEmpty
        (Get-Span "$folder/newest.json")[0].status.code | Should -Be 2
        Export-MdfTrace one -LiteralPath $store -Path "$folder/one.json"
        # The run is named after its pipeline, which is named after the script that started it.
        (Get-Span "$folder/one.json").name | Should -Be 'run common', 'stage load', 'operator read', 'operator filter'
    }

    It 'gives a run the same ids each time, also of what a job returned' {
        Export-MdfTrace one -LiteralPath $store -Path "$folder/first.json"
        Get-MdfRun one -Path $store | ConvertTo-Deserialized | Export-MdfTrace -Path "$folder/second.json"
        Get-Content "$folder/second.json" | Should -Be (Get-Content "$folder/first.json")
    }

    It 'writes all runs that match, and their metrics into a second line' {
        Export-MdfTrace * -LiteralPath $store -Path "$folder/all.json" -Metric
        $lines = Get-Content "$folder/all.json" | ConvertFrom-Json
        $lines[0].resourceSpans | Should -HaveCount 4
        $lines[1].resourceMetrics | Should -HaveCount 4
    }

    It 'leaves out what makes no trace, with an error' {
        $runs = @(Get-MdfRun one -Path $store) + [pscustomobject]@{ run_id = 'undated'; start_time = $null }
        $runs | Export-MdfTrace -Path "$folder/dated.json" -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'InvalidMetric,*'
        Get-Span "$folder/dated.json" | Should -HaveCount 4
    }

    It 'ends no script, and writes nothing, where it fails' -ForEach @(
        @{ Id = 'RunNotFound'; Given = { Export-MdfTrace nobody -LiteralPath $store -Path "$folder/x.json" } }
        @{ Id = 'StoreNotFound'; Given = { Export-MdfTrace -LiteralPath "$folder/none" -Path "$folder/x.json" } }
        @{ Id = 'InvalidPath'; Given = { Export-MdfTrace one -LiteralPath $store -Path "$folder/none/x.json" } }
        @{ Id = 'InvalidPath'; Given = { Export-MdfTrace one -LiteralPath $store -Path $folder } }
        @{ Id = 'InvalidParameters'; Given = { Export-MdfTrace one -LiteralPath $store -Endpoint 'localhost:4318' } }
        @{ Id = 'InvalidParameters'; Given = { Export-MdfTrace one -LiteralPath $store -Header @{ 'a b' = 1 } } }
    ) {
        $output = & { & $Given; 'on' } 2>&1
        $output[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $output[-1] | Should -Be 'on'
        Test-Path "$folder/x.json" | Should -BeFalse
    }

    It 'sends and writes nothing with -WhatIf' {
        Export-MdfTrace one -LiteralPath $store -Path "$folder/whatif.json" -WhatIf
        Export-MdfTrace one -LiteralPath $store -Endpoint http://nobody.invalid -WhatIf
        Test-Path "$folder/whatif.json" | Should -BeFalse
    }
}
