BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = New-FilledStore
}

Describe 'Test-MdfAlert' {
    It 'judges the newest run, or those piped in' {
        (Test-MdfAlert -Rule 'status = failed' -Path $store).run_id | Should -Be 'failed'
        Test-MdfAlert -Rule 'pass_rate < 90' -Path $store | Should -BeNullOrEmpty
        (Get-MdfRun -Path $store | Test-MdfAlert -Rule 'pass_rate < 90').run_id | Should -Be 'one'
    }

    It 'judges what a job returned' {
        $runs = Start-Job { Import-Module $using:root/MdfMetrics.psd1; Get-MdfRun -Path $using:store } | Receive-Job -Wait -AutoRemoveJob
        ($runs | Test-MdfAlert -Rule @{ condition = 'pass_rate < 90'; operator = 'f*' }).operator_name | Should -Be 'filter'
    }

    It 'tells of a run without input only where the rule wants to know' {
        $run = Get-MdfRun empty -Path $store
        $run | Test-MdfAlert -Rule 'pass_rate < 90' | Should -BeNullOrEmpty
        ($run | Test-MdfAlert -Rule @{ condition = 'pass_rate < 90'; no_data = 'alert' }).message | Should -BeLike '*pass_rate is unknown*'
    }

    It 'shows severity, rule and message in a table, also deserialised' {
        $alert = Test-MdfAlert -Rule @{ name = 'broken'; condition = 'status = failed'; severity = 'critical' } -Path $store
        foreach ($text in ($alert | Out-String -Width 80), ($alert | ConvertTo-Deserialized | Out-String -Width 80)) {
            $text | Should -Match '(?m)^severity +rule +message'
            $text | Should -Match "(?m)^critical +broken +run failed of pipeline common: status is"
        }
    }

    It 'tells all that is wrong in a file, with line and column' {
        Set-Content TestDrive:/bad.yaml "rules:`n  - condition: pass_rat < 1`n  - condition: duration > 5%"
        $failure = Get-Failure { Test-MdfAlert TestDrive:/bad.yaml -Path $store }
        $failure.FullyQualifiedErrorId | Should -Be 'ConfigInvalid,MdfMetrics.Cmdlets.Commands.TestMdfAlertCommand'
        "$failure" | Should -BeLike "*bad.yaml(2,16):*'pass_rat'*bad.yaml(3,16):*'%'*"
    }
}

Describe 'Test-MdfAlert -FailOnAlert' {
    BeforeAll {
        function Invoke-Script([string] $Text) {
            $path = "$TestDrive/$([guid]::NewGuid().ToString('n')).ps1"
            Set-Content $path "Import-Module '$root/MdfMetrics.psd1'`n$Text`n'went on'"
            @{ File = $path; Command = "& { $(Get-Content $path -Raw) }" }
        }
    }

    It 'makes pwsh -<_> exit with 1' -ForEach 'File', 'Command' {
        $script = Invoke-Script "Test-MdfAlert -Rule 'status = failed' -Path '$store' -FailOnAlert | ForEach-Object message"
        $output = @(pwsh -NoProfile -NonInteractive "-$_" $script.$_ 2>&1)

        $LASTEXITCODE | Should -Be 1
        $output | Should -Not -Contain 'went on'
        $output[0] | Should -BeLike "run failed of pipeline *: status is 'failed', error is 'boom'; *"
    }

    It 'goes on where there is no alert' {
        Test-MdfAlert -Rule 'status = completed' -Path $store -FailOnAlert | Should -BeNullOrEmpty
    }

    It 'can be caught' {
        $failure = Get-Failure { Test-MdfAlert -Rule 'status = failed' -Path $store -FailOnAlert }
        $failure.FullyQualifiedErrorId | Should -Be 'AlertRaised'
        $failure.TargetObject.run_id | Should -Be 'failed'
    }
}

Describe 'examples/scheduled/alert.ps1' {
    BeforeAll {
        $script = "$root/examples/scheduled/alert.ps1"
        $rules = '-RulePath', "$root/configs/alerts.yaml"
    }

    It 'writes nothing and exits with 0 when all is well' {
        $good = New-Store
        Start-MdfRun -Path $good { Enter-MdfStage s { $null = 1..3 | Measure-MdfOperator op { $_ } } }

        pwsh -NoProfile -NonInteractive -File $script -Store $good @rules 2>&1 | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
    }

    It 'writes and logs a line for each alert and exits with 1' {
        $output = @(pwsh -NoProfile -NonInteractive -File $script -Store $store @rules -LogPath "$TestDrive/alerts.log" 2>&1)

        $LASTEXITCODE | Should -Be 1
        $output[0] | Should -Match "^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d critical failed: run failed of pipeline \S+: status is 'failed', error is 'boom'"
        Get-Content "$TestDrive/alerts.log" | Should -Be $output
    }

    It 'tells an alert once by -StatePath, and again after -RepeatAfter' {
        $job = '-NoProfile', '-NonInteractive', '-File', $script, '-Store', $store, '-StatePath', "$TestDrive/told/state" + $rules
        $first = pwsh @job 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 1
        $first | Should -Match 'note There is no state'
        $first | Should -Match 'critical failed: run failed'

        pwsh @job 2>&1 | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0

        pwsh @job -RepeatAfter 1s 2>&1 | Out-String | Should -Match 'critical failed: run failed'
        $LASTEXITCODE | Should -Be 1
    }

    It 'exits with 1 and says why when <Name> is missing' -ForEach @(
        @{ Name = 'the store'; Arguments = '-Store', './none', '-RulePath', "$PSScriptRoot/../../configs/alerts.yaml"; Texts = '*critical nightly-missing: No completed run in 26 h*', '*There is no store*' }
        @{ Name = 'the rule file'; Arguments = '-RulePath', './none.yaml'; Texts = '*There is no configuration file*' }
    ) {
        $output = pwsh -NoProfile -NonInteractive -File $script @Arguments 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 1
        $Texts | ForEach-Object { $output | Should -BeLike $_ }
    }

    It 'is what crontab, systemd and Register-Task.ps1 run' {
        foreach ($file in 'crontab', 'systemd/mdf-alert.service') {
            Get-Content "$root/examples/scheduled/$file" -Raw |
                Should -Match 'pwsh -NoProfile -NonInteractive -File /opt/MdfMetrics/examples/scheduled/alert\.ps1 -Store '
        }
        & "$root/examples/scheduled/Register-Task.ps1" -Store s -LogPath l -RulePath r -WhatIf | Should -BeNullOrEmpty
    }
}
