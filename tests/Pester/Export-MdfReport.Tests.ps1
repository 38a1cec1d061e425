BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = New-Store
    foreach ($i in 1..6) {
        Start-MdfRun -RunId "night-$i" -PipelineName nightly -Path $store {
            Enter-MdfStage load { $null = 1..200 | Measure-MdfOperator read { if ($i -lt 6 -or $_ -le 50) { $_ } } }
        }
    }
    $folder = New-Item (New-Store) -ItemType Directory

    # The data that a page holds.
    function Get-PageData([string] $Path) {
        (Get-Content $Path -Raw) -match '(?s)<script type="application/json" id="data">(.*?)</script>' | Should -BeTrue
        $Matches[1] | ConvertFrom-Json
    }
}

Describe 'Export-MdfReport' {
    It 'writes the report of the newest run, in words' {
        $file = Export-MdfReport -LiteralPath $store -Path "$folder/newest.html" -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        $data = Get-PageData $file
        $data.kind | Should -Be 'run'
        $data.run.run_id | Should -Be 'night-6'
        -join ($data.verdict.headline | ForEach-Object { $_.b ?? $_ }) |
            Should -Match 'only 25\u00A0% of the records passed instead of 100\u00A0%'
    }

    It 'returns nothing without -PassThru, and replaces a file that is there' {
        Set-Content "$folder/there.html" 'old'
        Export-MdfReport night-1 "$folder/there.html" -LiteralPath $store | Should -BeNullOrEmpty
        (Get-PageData "$folder/there.html").run.run_id | Should -Be 'night-1'
    }

    It 'makes the pipeline report of several runs, and the overview of several pipelines' {
        Get-MdfRun -Path $store | Export-MdfReport -Path "$folder/pipeline.html"
        (Get-PageData "$folder/pipeline.html").kind | Should -Be 'pipeline'
        Export-MdfReport -LiteralPath $store -PipelineName night* -Path "$folder/named.html"
        (Get-PageData "$folder/named.html").history.run_id | Should -HaveCount 6

        $other = New-Store
        $last = Start-MdfRun -PipelineName other -Path $other -PassThru { }
        @(Get-MdfRun -Path $store -Last 2) + $last | Export-MdfReport -Path "$folder/overview.html"
        (Get-PageData "$folder/overview.html").pipelines.name | Sort-Object | Should -Be 'nightly', 'other'
    }

    It 'compares with the reference, also of what a job returned' {
        $runs = Get-MdfRun -Path $store | ConvertTo-Deserialized
        $asked = @{ Path = "$folder/reference.html"; Reference = 'night-6'; Title = 'Beside <night 6>' }
        $runs[4] | Export-MdfReport @asked -LiteralPath $store
        $data = Get-PageData "$folder/reference.html"
        $data.reference.run_id | Should -Be 'night-6'
        $data.title | Should -Be 'Beside <night 6>'
        { Export-MdfReport night-6 "$folder/x.html" -Reference 'night-*' -LiteralPath $store } |
            Should -Throw -ErrorId 'RunNotFound,*'
        { Get-MdfRun -Path $store | Export-MdfReport -Path "$folder/x.html" -Reference night-1 } |
            Should -Throw -ErrorId 'InvalidParameters,*'
    }

    It 'shows the alerts of rules' {
        Set-Content "$folder/rules.yaml" "rules:`n- name: low`n  condition: pass_rate < 90`n  severity: critical"
        Export-MdfReport night-6 "$folder/alerts.html" -LiteralPath $store -RulePath "$folder/rules.yaml"
        $data = Get-PageData "$folder/alerts.html"
        $data.rules | Should -Be 1
        $data.alerts.rule | Should -Be 'low'
        $data.alerts.text | Should -Not -Match 'night-6' -Because 'the page is about that run'
        Export-MdfReport night-6 "$folder/alerts.html" -LiteralPath $store
        (Get-PageData "$folder/alerts.html").PSObject.Properties.Name | Should -Not -Contain 'rules'
    }

    It 'takes the run that just ended from memory' {
        $run = Start-MdfRun -RunId memory -Path (New-Store) -PassThru {
            Enter-MdfStage s { $null = 1..5 | Measure-MdfOperator o { $_ } }
        }
        $run | Export-MdfReport -Path "$folder/memory.html"
        (Get-PageData "$folder/memory.html").operators.name | Should -Be 'o'
    }

    It 'tells what is wrong with its target and its runs' {
        { Export-MdfReport -LiteralPath $store -Path "$folder/none/x.html" } | Should -Throw -ErrorId 'InvalidPath,*'
        { Export-MdfReport -LiteralPath $store -Path "$folder" } | Should -Throw -ErrorId 'InvalidPath,*'
        { Export-MdfReport nobody "$folder/x.html" -LiteralPath $store -ErrorAction Stop } |
            Should -Throw -ErrorId 'RunNotFound,*'
        { Export-MdfReport -LiteralPath "$folder/none" -Path "$folder/x.html" } |
            Should -Throw -ErrorId 'StoreNotFound,*'
        { Export-MdfReport -LiteralPath $null -Path "$folder/x.html" } | Should -Throw -ErrorId 'InvalidParameters,*'
        "$folder/x.html" | Should -Not -Exist
    }

    It 'keeps a site, of which only what changed is written again' {
        $first = Export-MdfReport -Site "$folder/public" -LiteralPath $store -PassThru
        $first.Name | Should -Be 'index.html'
        (Get-ChildItem "$folder/public" -Recurse -Filter *.html) | Should -HaveCount 8
        $null = Get-ChildItem "$folder/public" -Recurse -Filter *.html | ForEach-Object { $_.LastWriteTime = '2020-01-01' }
        Export-MdfReport -Site "$folder/public" -LiteralPath $store
        (Get-ChildItem "$folder/public" -Recurse -Filter *.html).LastWriteTime.Year | Sort-Object -Unique | Should -Be 2020
    }

    It 'writes nothing with -WhatIf' {
        Export-MdfReport -LiteralPath $store -Path "$folder/whatif.html" -WhatIf
        "$folder/whatif.html" | Should -Not -Exist
    }
}

Describe 'A run that is not written yet' {
    It 'has a report by its id, with its stages so far' {
        $going = New-Store
        $null = Start-MdfRun -RunId going -Path $going
        try {
            Enter-MdfStage s { $null = 1..5 | Measure-MdfOperator o { $_ } }
            Export-MdfReport going -LiteralPath $going -Path "$going.html"
        }
        finally {
            $null = Stop-MdfRun
        }

        $page = Get-PageData "$going.html"
        $page.run.status | Should -Be 'running'
        $page.stages.name | Should -Be 's'
        $page.operators.in | Should -Be 5
    }
}

Describe 'generate_report' {
    BeforeAll {
        $reported = New-Store
        $configuration = @{ executor = @{ metrics = @{ output_path = $reported; generate_report = $true } } }
    }

    It 'writes the report of each run into the store, also of one that failed, where nothing else minds it' {
        Start-MdfRun -RunId good -Configuration $configuration {
            Enter-MdfStage s { $null = 1..5 | Measure-MdfOperator o { $_ } }
        }
        { Start-MdfRun -RunId bad -Configuration $configuration { throw 'no' } } | Should -Throw 'no'
        (Get-PageData "$reported/_reports/good.html").run.status | Should -Be 'completed'
        (Get-PageData "$reported/_reports/bad.html").run.error | Should -Be 'no'
        (Get-MdfRun -Path $reported).run_id | Should -Be 'good', 'bad'
        Test-MdfMetrics -Path $reported | Should -BeNullOrEmpty
        Get-ChildItem "$reported/_tmp" -Force | Should -BeNullOrEmpty
    }

    It 'warns where that fails, and is not in the way of the run' {
        $blocked = New-Store
        $null = New-Item "$blocked/_reports" -Force -ItemType File
        $configuration.executor.metrics.output_path = $blocked
        $quiet = @{ WarningVariable = 'warned'; WarningAction = 'SilentlyContinue' }
        $run = Start-MdfRun -RunId good -Configuration $configuration -PassThru { } @quiet
        $run.status | Should -Be 'completed'
        $warned | Should -Match "^The run 'good' has no report: "
        (Get-MdfRun -Path $blocked).run_id | Should -Be 'good'
    }

    It 'writes them to report_path, as it was meant when the run began' {
        Push-Location $reported
        try {
            Start-MdfRun -RunId apart -Configuration @{
                executor = @{ metrics = @{ output_path = $reported; generate_report = $true; report_path = '../pages' } }
            } { Set-Location / }
        }
        finally {
            Pop-Location
        }

        (Get-PageData (Join-Path $reported ../pages/apart.html)).run.run_id | Should -Be 'apart'
        "$reported/_reports/apart.html" | Should -Not -Exist
    }
}
