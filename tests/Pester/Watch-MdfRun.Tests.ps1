BeforeDiscovery {
    # script(1) of util-linux gives a program a terminal of its own.
    $hasTerminal = $IsLinux -and (Get-Command script -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = New-FilledStore
}

Describe 'Watch-MdfRun' {
    It 'tells how a run ended' {
        $end = Watch-MdfRun failed -Path $store

        $end.change | Should -Be 'run_ended'
        $end.status | Should -Be 'failed'
        $end.error | Should -Be 'boom'
        $end.store | Should -Be (Convert-Path $store)
    }

    It 'follows a run of another process, and tells that it was killed' -Skip:$IsWindows {
        $own = New-Store
        $command = @(Get-PwshCommand)
        $text = "Import-Module '$root/MdfMetrics.psd1'; Start-MdfRun -RunId r -Path '$own' { 'begun'; Start-Sleep 600 }"
        $arguments = $command[1..9] + '-NoProfile' + '-Command' + $text
        $info = [System.Diagnostics.ProcessStartInfo]::new($command[0], [string[]] $arguments)
        $info.RedirectStandardOutput = $true
        $process = [System.Diagnostics.Process]::Start($info)
        $process.StandardOutput.ReadLine() | Should -Be 'begun'

        $changes = Watch-MdfRun -Path $own -Interval 0.1 | ForEach-Object {
            if ($_.change -eq 'run_found') { $process.Kill() }
            $_
        }

        $changes.change | Should -Contain 'run_found'
        $changes[-1].change | Should -Be 'run_ended'
        $changes[-1].status | Should -Be 'abandoned'
    }

    It 'never writes into the store' {
        function Get-Files { Get-ChildItem $store -Recurse | Select-Object FullName, Length, LastWriteTimeUtc | Out-String }
        $before = Get-Files
        Watch-MdfRun -Path $store -WarningAction Ignore
        Watch-MdfRun one -Path $store | Should -HaveCount 1
        Get-Files | Should -Be $before
    }

    It 'refuses an interval of <_>' -ForEach 0, -1, 3601 {
        { Watch-MdfRun -Path $store -Interval $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    It 'completes the ids of live runs' {
        Start-MdfRun -RunId going -Path $store {
            $line = "Watch-MdfRun -Path '$store' -RunId "
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'going'
        }
    }

    It 'shows changes in 79 columns, without what acts on a terminal' {
        $name = "a`e[31mb"
        $change = Watch-MdfRun one -Path $store | Select-Object *
        $change.PSObject.TypeNames.Insert(0, 'Deserialized.MdfMetrics.RunChange')
        $change.name = $name
        $lines = ($change | Out-String -Width 80) -replace '\e\[[0-9;]*m' -split "`n"
        $lines -join "`n" | Should -Match "run_ended\s+a`u{fffd}\[31mb"
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    Context 'at a terminal' -Skip:(-not $hasTerminal) {
        BeforeAll {
            # What a watcher of a run with such names writes to a terminal of 80 columns and 24 lines.
            $live = New-Store
            $watch = "stty cols 80 rows 24; exec $(@(Get-PwshCommand) -join ' ') -NoProfile -NonInteractive -Command " +
                "`"Import-Module '$root/MdfMetrics.psd1'; Watch-MdfRun -Path '$live' -Interval 0.1`""
            $recording = Join-Path $TestDrive terminal.txt
            $configuration = @{ executor = @{ metrics = @{ checkpoint_interval = 0.2 } } }
            Start-MdfRun -RunId r -PipelineName 'наука' -Path $live -Configuration $configuration {
                Enter-MdfStage "数据`e[31m" {
                    $arguments = '-qfec', "`"$($watch -replace '"', '\"')`"", '/dev/null'
                    $process = Start-Process script $arguments -RedirectStandardOutput $recording -PassThru
                    $until = [datetime]::Now.AddMinutes(1)
                    1..100000 | Measure-MdfOperator 'длинное имя оператора, которое не помещается' {
                        Start-Sleep -Milliseconds 20
                        $_
                    } | Where-Object {
                        [datetime]::Now -gt $until -or
                            ([System.IO.File]::ReadAllText($recording) -split 'errors\b').Count -gt 8
                    } | Select-Object -First 1
                }
            }
            $null = $process.WaitForExit(60000)
            $all = [System.IO.File]::ReadAllText($recording)
            $plain = $all -replace '\e\[[0-9;]*m'
            $frames = @($plain -split '\e\[H' | Select-Object -Skip 1 | ForEach-Object { ($_ -split '\e\[J')[0] })
        }

        It 'draws the table again and again' {
            $frames.Count | Should -BeGreaterThan 1
            $frames[-1] | Should -Match 'наука: run r   running'
            $frames[-1] | Should -Match '(?m)^> 数据'
        }

        It 'keeps to the width, and lets no name act on the terminal' {
            foreach ($line in $frames -replace '\e\[K' -split '\r*\n') {
                $wide = [regex]::Matches($line, '[\u4e00-\u9fff]').Count
                $line.Length + $wide | Should -BeLessOrEqual 79 -Because $line
                $line | Should -Not -Match '[\x00-\x1f]'
            }
        }

        It 'gives the screen back, and says how the run ended' {
            ([regex]::Matches($all, '\e\[\?1049h')).Count | Should -Be 1
            $after = ($plain -split '\e\[\?25h\e\[\?1049l')[1]
            $after.Trim() | Should -Match '^наука: run r completed after '
        }
    }
}
