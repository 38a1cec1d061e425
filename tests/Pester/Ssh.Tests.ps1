BeforeDiscovery {
    # Ubuntu keeps sshd in a folder that is in no user's path.
    $sshd = Get-Command sshd, /usr/sbin/sshd -ErrorAction Ignore | Select-Object -First 1 -ExpandProperty Source
    $missing = 'ssh', 'ssh-keygen' | Where-Object { -not (Get-Command $_ -ErrorAction Ignore) }
    $reason =
        if ($IsWindows) { 'it makes a configuration of OpenSSH for Unix' }
        elseif (-not $sshd) { 'there is no sshd on this machine' }
        elseif ($missing) { "there is no $($missing -join ', ') on this machine" }
}

Describe 'Workers over SSH' {
    It 'is not tested, because <_>' -ForEach @($reason | Where-Object { $_ }) {
        Set-ItResult -Skipped -Because $_
    }
}

Describe 'Workers over SSH on this machine' -Skip:([bool] $reason) -ForEach @{ Sshd = $sshd } {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        $folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "mdf-ssh-$([guid]::NewGuid().ToString('n'))") -ItemType Directory).FullName
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()

        foreach ($key in 'host', 'user') {
            ssh-keygen -q -t ed25519 -N '' -f "$folder/$key"
        }
        Copy-Item "$folder/user.pub" "$folder/authorized_keys"
        chmod 700 $folder
        Set-Content "$folder/sshd_config" @"
Port $port
ListenAddress 127.0.0.1
HostKey $folder/host
AuthorizedKeysFile $folder/authorized_keys
PidFile $folder/sshd.pid
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem powershell $(Get-PwshCommand) -sshs -NoLogo -NoProfile
"@
        # Started by root, sshd wants this folder, which the system's own service makes.
        $made = if ((id -u) -eq '0' -and -not (Test-Path /run/sshd)) { New-Item /run/sshd -ItemType Directory }
        $server = Start-Process $Sshd -ArgumentList '-D', '-e', '-f', "$folder/sshd_config" -PassThru -RedirectStandardError "$folder/log"
        $to = @{
            HostName = '127.0.0.1'
            Port = $port
            UserName = [System.Environment]::UserName
            KeyFilePath = "$folder/user"
            Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = "$folder/known_hosts" }
        }
        $sessions = foreach ($attempt in 1..2) {
            foreach ($try in 1..20) {
                try {
                    New-PSSession @to -ErrorAction Stop
                    break
                }
                catch {
                    # The server may not listen yet.
                    if ($try -eq 20) { throw "$_ $(Get-Content "$folder/log" -Raw)" }
                    Start-Sleep -Milliseconds 250
                }
            }
        }
    }

    AfterAll {
        $sessions | Remove-PSSession
        Stop-Process -Id $server.Id
        $server.WaitForExit()
        @($folder; $made) | Where-Object { $_ } | Remove-Item -Recurse -Force
    }

    It 'brings back the rows of every session (examples/ssh-workers.ps1)' {
        $rows = & "$root/examples/ssh-workers.ps1" -Session $sessions -Store (New-Store) -Module "$root/MdfMetrics.psd1"

        $rows | Should -HaveCount 2
        $rows.worker_id | Select-Object -Unique | Should -HaveCount 2
        $rows.input_records | Should -Be 500, 500
        $rows.latency_method | Should -Be 'histogram', 'histogram'
        $rows[0].custom_metrics.os | Should -Not -BeNullOrEmpty
    }

    It 'lets sessions join a run in a folder that both see' {
        $store = New-Store
        $run = Start-MdfRun -Path $store
        Invoke-Command -Session $sessions -ArgumentList "$root/MdfMetrics.psd1" {
            param($Module)
            Import-Module $Module
            $null = $using:run | Connect-MdfRun
            Enter-MdfStage s
            1..100 | Measure-MdfOperator o { $_ } | Out-Null
            Disconnect-MdfRun
        }

        $stage = Stop-MdfRun -ExpectedWorker 2 | Get-MdfStageMetric
        $stage.num_workers | Should -Be 2
        $stage.input_records | Should -Be 200
    }
}
