BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $jobs = "$root/examples/scheduled"
    $rules = "$TestDrive/rules.yaml"
    Set-Content $rules "rules:`n  - name: failures`n    condition: status = failed"

    function Invoke-Job([string] $Name, [string[]] $Arguments) {
        pwsh -NoProfile -NonInteractive -File "$jobs/$Name.ps1" @Arguments 2>&1 | Out-String
    }
}

Describe 'examples/scheduled/cleanup.ps1' {
    It 'removes what is older, keeps the newest ten, says so and exits with 0' {
        $store = New-AgedStore (@(0..8) + 40, 50, 60)

        $output = Invoke-Job cleanup '-Store', $store, '-LogPath', "$store.log"

        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match '^\S+ \S+ cleared: 2 runs, 8 files, \S+ MB; kept 10, skipped 0, errors 0\s*$'
        Get-Content "$store.log" -Raw | Should -Be $output
        (Get-MdfRun -Path $store).run_id | Should -Be (@('d40') + (8..0).ForEach({ "d$_" }))
    }

    It 'lists under -WhatIf what would go' {
        $store = New-AgedStore (@(0..9) + 40)

        $output = Invoke-Job cleanup '-Store', $store, '-WhatIf'

        $output | Should -Match 'What if:[^\n]*d40'
        $output | Should -Match 'planned: 1 runs'
        Get-MdfRun -Path $store | Should -HaveCount 11
    }

    It 'tells what could not be removed, and exits with 1' {
        $store = New-AgedStore (@(0..9) + 40, 50)
        Set-Content "$store/runs/run_d40.parquet" 'torn'

        $output = Invoke-Job cleanup '-Store', $store

        $LASTEXITCODE | Should -Be 1
        $output | Should -Match 'cleared: 1 runs,[^\n]* errors 1'
        $output | Should -Match 'error .*run_d40.parquet'
    }

    It 'exits with 1 without a store, or for a length of time that is none' {
        Invoke-Job cleanup '-Store', "$TestDrive/none" | Should -Match 'error There is no store'
        $LASTEXITCODE | Should -Be 1
        Invoke-Job cleanup '-Store', (New-AgedStore 40), '-OlderThan', '30' | Should -Match "error '30' is not a length"
        $LASTEXITCODE | Should -Be 1
    }
}

Describe 'examples/scheduled/nightly.ps1' {
    It 'keeps a site of the runs that are left' {
        $store = New-AgedStore (@(0..9) + 40)
        $site = Join-Path (New-Store) public
        Invoke-Job nightly '-Store', $store, '-RulePath', $rules, '-SitePath', $site | Out-String |
            Should -Match 'report: .*index\.html'
        (Get-ChildItem $site -Recurse -Filter d*.html).BaseName | Sort-Object | Should -Be (0..9 | ForEach-Object { "d$_" })
    }

    It 'restores, summarises, optimises, clears, judges and checks, and exits with 0' {
        $store = New-AgedStore (@(0..9) + 40)
        pwsh -NoProfile -Command "Import-Module '$root/MdfMetrics.psd1'
            `$null = Start-MdfRun -RunId crashed -Path '$store'; (Get-Process -Id `$PID).Kill()"

        $output = Invoke-Job nightly '-Store', $store, '-RulePath', $rules, '-TimeZone', 'Asia/Kolkata'

        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match 'restore: crashed was abandoned'
        $output | Should -Match 'summarise: Day: 12 runs added'
        $output | Should -Match 'optimise: optimized: \d+ runs'
        $output | Should -Match 'cleared: 1 runs'
        (Get-MdfRun -Path $store).run_id | Should -Not -Contain 'd40'
        (Get-MdfSummary -Path $store -Level Run | Measure-Object run_count -Sum).Sum | Should -Be 12
        (Get-MdfSummary -Path $store -Last 1).time_zone | Should -Be 'Asia/Kolkata'
    }

    It 'ends with a check of the store, which a torn file fails' {
        $store = New-AgedStore 0, 1
        Set-Content "$store/runs/run_torn.parquet" 'torn'

        $output = Invoke-Job nightly '-Store', $store, '-RulePath', $rules

        $LASTEXITCODE | Should -Be 1
        $output | Should -Match '(?s)check: torn_file: [^\n]*run_torn.parquet.*check: 1 findings; Test-MdfMetrics'
    }

    It 'exits with 1 when an alert is raised' {
        $store = New-FilledStore

        $output = Invoke-Job nightly '-Store', $store, '-RulePath', $rules

        $LASTEXITCODE | Should -Be 1
        $output | Should -Match 'warning failures:'
    }

    It 'clears nothing that was not summarised, and goes on' {
        $store = New-AgedStore (@(0..9) + 40)
        Set-Content "$store/summaries" 'in the way'

        $output = Invoke-Job nightly '-Store', $store, '-RulePath', $rules

        $LASTEXITCODE | Should -Be 1
        $output | Should -Match 'summarise: error'
        $output | Should -Match 'optimise:'
        $output | Should -Not -Match 'cleared'
        Get-MdfRun -Path $store | Should -HaveCount 11
    }
}

Describe 'an upgrade of the module' {
    It 'leaves the rules that a job judges by as they are' {
        # Installed, with rules of the user's beside the store; then a newer package in the place of the older one, and copied over it.
        $installed = New-Item "$TestDrive/opt/MdfMetrics" -ItemType Directory
        $newer = New-Item "$TestDrive/newer/MdfMetrics" -ItemType Directory
        foreach ($package in $installed, $newer) {
            Copy-Item "$root/MdfMetrics.*1*", "$root/bin", "$root/examples", "$root/configs" $package -Recurse
        }
        Set-Content "$newer/configs/alerts.yaml" 'rules: [status = completed]'
        Add-Content "$newer/examples/scheduled/crontab" '# newer'
        $store = New-AgedStore 0
        $mine = "$TestDrive/pipeline/alerts.yaml"
        $null = New-Item (Split-Path $mine) -ItemType Directory
        Set-Content $mine "rules:`n  - {name: mine, condition: status = failed}"
        $before = Get-FileHash $mine
        $jobs = "$installed/examples/scheduled"
        $job = '-Store', $store, '-RulePath', $mine

        Invoke-Job alert $job | Should -BeNullOrEmpty
        Remove-Item $installed -Recurse
        Copy-Item $newer $installed -Recurse
        Invoke-Job alert $job | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
        Copy-Item "$newer/*" $installed -Recurse -Force
        Invoke-Job nightly $job | Should -Not -Match 'warning |error '
        $LASTEXITCODE | Should -Be 0

        Get-Content "$jobs/crontab" | Select-Object -Last 1 | Should -Be '# newer'
        (Get-FileHash $mine).Hash | Should -Be $before.Hash
        Get-ChildItem (Split-Path $mine) | Should -HaveCount 1
    }

    It '<_>.ps1 takes no rules but those that it is given' -ForEach 'alert', 'nightly' {
        $parameter = (Get-Command "$jobs/$_.ps1").Parameters['RulePath']
        $parameter.Attributes.Where{ $_ -is [Parameter] }.Mandatory | Should -BeTrue
        Invoke-Job $_ '-Store', (New-AgedStore 0) | Should -Match 'RulePath'
        $LASTEXITCODE | Should -Be 1
    }

    It 'finds no rules of the module''s in any line of examples/scheduled' {
        $code = foreach ($file in Get-ChildItem $jobs -Recurse -File) {
            (Get-Content $file -Raw) -replace '(?s)<#.*?#>' -split '\n' -notmatch '^\s*#'
        }
        $code | Should -Not -BeNullOrEmpty
        $code | Should -Not -Match 'configs|alerts\.yaml(?<!/srv/pipeline/alerts\.yaml)'
    }
}

Describe 'the schedules beside them' {
    It '<_> has each job, and judges by rules of the user''s' -ForEach 'alert', 'cleanup', 'nightly' {
        $line = "pwsh -NoProfile -NonInteractive -File /opt/MdfMetrics/examples/scheduled/$_.ps1 -Store /srv/pipeline/metrics"
        $task = @{ Job = $_; Store = 's'; LogPath = 'l' }
        if ($_ -ne 'cleanup') {
            $line += ' -RulePath /srv/pipeline/alerts.yaml'
            { & "$jobs/Register-Task.ps1" @task -WhatIf } | Should -Throw '-RulePath is missing*'
            $task.RulePath = 'r'
            $task.StatePath = 't'
        }
        Get-Content "$jobs/crontab" -Raw | Should -Match ([regex]::Escape($line))
        Get-Content "$jobs/systemd/mdf-$_.service" -Raw | Should -Match ([regex]::Escape("ExecStart=$line"))
        Get-Content "$jobs/systemd/mdf-$_.timer" -Raw | Should -Match 'OnCalendar='
        $states = (Get-Content "$jobs/crontab", "$jobs/systemd/mdf-$_.service") -match "/$_\.ps1 .* -StatePath /srv/pipeline/alerts\.state$"
        $states | Should -HaveCount ($_ -eq 'cleanup' ? 0 : 2)
        & "$jobs/Register-Task.ps1" @task -WhatIf | Should -BeNullOrEmpty
    }
}
