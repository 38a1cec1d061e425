BeforeDiscovery {
    $recipes = [regex]::Matches((Get-Content "$PSScriptRoot/../../docs/alert-recipes.md" -Raw), '(?m)^# (\S+\.ps1)\r?$').
        ForEach{ $_.Groups[1].Value }

    # That of util-linux, which the recipe is for: other systems have others, or none.
    $logger = Get-Command logger -CommandType Application -ErrorAction Ignore | Select-Object -First 1
    $loggers = @(if ($IsLinux -and $logger) { $logger.Source })
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/ModulesFolder.ps1"

    # The files of the page, as a user saves them; the module is found by its name.
    $jobs = (New-Item "$TestDrive/jobs" -ItemType Directory).FullName
    $page = (Get-Content "$root/docs/alert-recipes.md" -Raw) -replace "`r"
    foreach ($block in [regex]::Matches($page, '(?ms)^```powershell no-run\n# (\S+\.ps1)\n(.*?)\n```$')) {
        Set-Content "$jobs/$($block.Groups[1].Value)" $block.Groups[2].Value
    }
    $modules = New-ModulesFolder

    # A run with an error that JSON, Slack, mail and syslog would all like to have escaped.
    $failure = "Fehler <b> & `"ß`" 日本 🌙`n\ zweite Zeile"
    $told = 'Fehler <b> & "ß" 日本 🌙 \ zweite Zeile'
    $store = New-Store
    try { Start-MdfRun -RunId r -Path $store -PipelineName 'nächtlich_*' { throw $failure } } catch { $null = $_ }
    Set-Content "$TestDrive/good.yaml" "rules: [status = completed]"
    Set-Content "$TestDrive/one.yaml" "rules:`n  - {name: kaputt, condition: status = failed, severity: critical}"
    Set-Content "$TestDrive/three.yaml" @'
rules:
  - {name: nur so, condition: run_id = r, severity: info}
  - {name: Größe_*, condition: total_input_records < 1}
  - {name: kaputt, condition: error = *, severity: critical}
'@

    # What the alerts say, the worst first; the rules name the best first.
    $alerts = @(Test-MdfAlert -RulePath "$TestDrive/three.yaml" -Path $store)
    [array]::Reverse($alerts)
    $three = $alerts.ForEach{ "$($_.severity) $($_.rule): $($_.message)" -replace '\s+', ' ' }

    # Starts a job in a process of its own.
    function Start-RecipeJob([string] $Job, [hashtable] $Environment, [string[]] $Arguments) {
        $program, [string[]] $first = Get-PwshCommand
        $start = [System.Diagnostics.ProcessStartInfo]::new($program)
        @($first) + '-NoProfile', '-NonInteractive', '-File', "$jobs/$Job" + $Arguments | Where-Object { $_ } |
            ForEach-Object { $start.ArgumentList.Add($_) }
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['PSModulePath'] = $modules
        foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
        $process = [System.Diagnostics.Process]::Start($start)
        @{ Process = $process; Out = $process.StandardOutput.ReadToEndAsync(); Error = $process.StandardError.ReadToEndAsync() }
    }

    function Wait-RecipeJob([hashtable] $Job) {
        $Job.Process.WaitForExit()
        # The first call with a state says that there is none yet.
        $output = ($Job.Out.Result + $Job.Error.Result) -replace '.*There is no state [^\n]*\n(\e\[0m\n?)?'
        [pscustomobject]@{ Code = $Job.Process.ExitCode; Output = $output }
    }

    # Runs a job; what connects to the port meanwhile is served, one at a time. Gives the outcome and what was received.
    function Invoke-Recipe([string] $Recipe, [string] $Rules, [scriptblock] $Serve, [hashtable] $Environment = @{}, [string] $State = "$TestDrive/$(New-Guid).state") {
        Invoke-ServedJob alert-job.ps1 $Environment $Serve '-Store', $store, '-RulePath', "$TestDrive/$Rules.yaml", '-Recipe', "$jobs/$Recipe", '-StatePath', $State
    }

    function Invoke-ServedJob([string] $Job, [hashtable] $Environment, [scriptblock] $Serve, [string[]] $Arguments) {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        try {
            $port = $listener.LocalEndpoint.Port
            $all = $Environment + @{ ALERT_WEBHOOK = "http://127.0.0.1:$port/hook"; SMTP_SERVER = 'localhost'; SMTP_PORT = "$port" }
            $running = Start-RecipeJob $Job $all $Arguments
            $received = [System.Collections.Generic.List[object]]::new()
            $accept = $listener.AcceptTcpClientAsync()
            while ($accept.Wait(50) -or -not $running.Process.HasExited) {
                if ($accept.IsCompleted) {
                    $client = $accept.Result
                    try { $received.Add((& $Serve $client.GetStream())) } finally { $client.Dispose() }
                    $accept = $listener.AcceptTcpClientAsync()
                }
            }
            Wait-RecipeJob $running | Add-Member Received $received.ToArray() -PassThru
        }
        finally {
            $listener.Stop()
        }
    }

    # One request over HTTP: its body, as text. Bytes are read as Latin-1, a character each.
    function Receive-Request([System.IO.Stream] $Stream, [string] $Status) {
        $reader = [System.IO.StreamReader]::new($Stream, [System.Text.Encoding]::Latin1)
        $headers = while ($line = $reader.ReadLine()) { $line }
        $length = [int] ($headers -match '^Content-Length: ' -replace '\D')[0]
        $body = [char[]]::new($length)
        $null = $reader.ReadBlock($body, 0, $length)
        $Stream.Write([System.Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $Status`r`nContent-Length: 12`r`nConnection: close`r`n`r`nno_such_name"))
        [pscustomobject]@{
            Request = $headers[0]
            Type = ($headers -match '^Content-Type: ' -replace '^.*?: ')[0]
            Body = [System.Text.Encoding]::UTF8.GetString([System.Text.Encoding]::Latin1.GetBytes($body))
        }
    }

    $accepted = { param($Stream) Receive-Request $Stream '202 Accepted' }
    $refused = { param($Stream) Receive-Request $Stream '500 Internal Server Error' }

    # A mail server for one mail: who sends to whom, and what.
    $mailbox = {
        param($Stream)
        $reader = [System.IO.StreamReader]::new($Stream, [System.Text.Encoding]::ASCII)
        $writer = [System.IO.StreamWriter]::new($Stream)
        $writer.NewLine = "`r`n"
        $writer.AutoFlush = $true
        $writer.WriteLine('220 test')
        $envelope = [System.Collections.Generic.List[string]]::new()
        while ($line = $reader.ReadLine()) {
            $envelope.Add($line)
            if ($line -like 'QUIT*') { $writer.WriteLine('221 bye'); break }
            if ($line -ne 'DATA') { $writer.WriteLine('250 fine'); continue }
            $writer.WriteLine('354 go on')
            $data = while (($line = $reader.ReadLine()) -ne '.') { $line }
            $writer.WriteLine('250 taken')
        }
        [pscustomobject]@{ Envelope = $envelope; Data = $data }
    }
    $mail = @{ ALERT_MAIL_FROM = 'mdf@example.org'; ALERT_MAIL_TO = 'a@example.org,b@example.org' }

    # The header and the body of a mail, decoded.
    function Read-Mail([string[]] $Data) {
        $blank = [array]::IndexOf($Data, '')
        $headers = $Data[0..($blank - 1)] -join "`n" -replace "`n[ `t]+", ' '
        $headers | Should -Match '(?m)^content-transfer-encoding: base64$'
        [pscustomobject]@{
            Subject = [regex]::Match($headers, '(?m)^Subject: (.*)$').Groups[1].Value
            Body = [System.Text.Encoding]::UTF8.GetString([convert]::FromBase64String(-join $Data[$blank..($Data.Count - 1)]))
        }
    }
}

AfterAll {
    Remove-ModulesFolder $modules
}

Describe 'The recipes of docs/alert-recipes.md' {
    It '<_> parses' -ForEach $recipes {
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseFile("$jobs/$_", [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
    }

    It 'have three alerts to tell, with whatever may have to be escaped' {
        $three | Should -HaveCount 3
        $three[0] | Should -BeLike "critical kaputt: *$([WildcardPattern]::Escape($told))*"
        $three[1] | Should -BeLike 'warning Größe_`*: *total_input_records is 0*; alert when total_input_records < 1'
        $three[2] | Should -BeLike 'info nur so: *run_id is*'
    }

    It 'are all there' {
        (Get-ChildItem $jobs).Name | Should -Be @(
            'absence-job.ps1', 'alert-job.ps1', 'eventlog.ps1', 'logger.ps1', 'mail.ps1', 'message.ps1', 'slack.ps1',
            'syslog.ps1', 'teams.ps1')
    }

    # So that one of them stands for all where nothing is to be sent.
    It '<_> does nothing but define what the job calls' -ForEach @(
        'teams.ps1', 'slack.ps1', 'mail.ps1', 'syslog.ps1', 'logger.ps1', 'eventlog.ps1', 'message.ps1'
    ) {
        $file = [System.Management.Automation.Language.Parser]::ParseFile("$jobs/$_", [ref] $null, [ref] $null)

        $file.EndBlock.Statements | Should -BeOfType System.Management.Automation.Language.FunctionDefinitionAst
    }

    It 'send nothing when all is well' {
        $result = Invoke-Recipe slack.ps1 good { throw 'connected' }

        $result.Received | Should -BeNullOrEmpty
        $result.Output | Should -BeNullOrEmpty
        $result.Code | Should -Be 0
    }

    It '<Recipe> lets the job fail where it can''t deliver' -ForEach @(
        @{ Recipe = 'teams.ps1' }
        @{ Recipe = 'slack.ps1' }
    ) {
        $result = Invoke-Recipe $Recipe one $refused

        $result.Received | Should -HaveCount 1
        $result.Output | Should -BeLike '*Invoke-RestMethod*no_such_name*'
        $result.Code | Should -Be 1
    }

    It 'tells each alert once, and again what could not be delivered' {
        $state = "$TestDrive/$(New-Guid).state"

        (Invoke-Recipe slack.ps1 one $refused -State $state).Code | Should -Be 1
        $delivered = Invoke-Recipe slack.ps1 one $accepted -State $state
        $later = Invoke-Recipe slack.ps1 one $accepted -State $state

        $delivered.Code, $delivered.Received.Count | Should -Be 0, 1
        $later.Code, $later.Received.Count, $later.Output | Should -Be 0, 0, ''
    }

    It 'a store that is not there is told, sends what is known, and fails' {
        Set-Content "$TestDrive/missing.yaml" "rules: [no run in 26h, status = failed]"

        $result = Invoke-ServedJob alert-job.ps1 @{} $accepted '-Store', "$TestDrive/none", '-StatePath', "$TestDrive/none.state", '-RulePath',
            "$TestDrive/missing.yaml", '-Recipe', "$jobs/slack.ps1"

        ($result.Received.Body | ConvertFrom-Json).text | Should -BeLike 'warning no run in 26h: No run in 26 h: there is none*'
        $result.Output | Should -BeLike '*There is no store*'
        $result.Code | Should -Be 1
    }
}

Describe 'teams.ps1' {
    It 'posts one card, a block for each alert, the worst first' {
        $result = Invoke-Recipe teams.ps1 three $accepted

        $result.Output | Should -BeNullOrEmpty
        $result.Code | Should -Be 0
        $result.Received | Should -HaveCount 1
        $result.Received.Request | Should -Be 'POST /hook HTTP/1.1'
        $result.Received.Type | Should -Be 'application/json; charset=utf-8'
        $message = $result.Received.Body | ConvertFrom-Json
        $message.type | Should -Be 'message'
        $message.attachments | Should -HaveCount 1
        $message.attachments[0].contentType | Should -Be 'application/vnd.microsoft.card.adaptive'
        $card = $message.attachments[0].content
        $card.type, $card.version | Should -Be 'AdaptiveCard', '1.4'
        $card.body.type | Should -Be 'RichTextBlock', 'RichTextBlock', 'RichTextBlock'
        $card.body.inlines.type | Should -Be 'TextRun', 'TextRun', 'TextRun'
        $card.body.inlines.text | Should -Be $three
        $card.body.inlines.color | Should -Be 'Attention', 'Warning', 'Accent'
    }

    It 'has lists in the card for one alert too' {
        $card = ((Invoke-Recipe teams.ps1 one $accepted).Received.Body | ConvertFrom-Json -AsHashtable).attachments[0].content

        , $card.body | Should -BeOfType [array]
        , $card.body[0].inlines | Should -BeOfType [array]
    }
}

Describe 'slack.ps1' {
    It 'posts one text, in which nothing is a link or a mention' {
        $result = Invoke-Recipe slack.ps1 three $accepted

        $result.Code | Should -Be 0 -Because $result.Output
        $result.Received | Should -HaveCount 1
        $posted = $result.Received.Body | ConvertFrom-Json
        $posted.mrkdwn | Should -BeFalse
        $posted.text | Should -Not -Match '[<>]|&(?!amp;|lt;|gt;)'
        [System.Net.WebUtility]::HtmlDecode($posted.text) -split "`n" | Should -Be $three
    }
}

Describe 'mail.ps1' {
    It 'sends one mail to all' {
        $result = Invoke-Recipe mail.ps1 three $mailbox $mail

        $result.Code | Should -Be 0 -Because $result.Output
        $result.Received | Should -HaveCount 1
        $result.Received[0].Envelope -match '^(MAIL|RCPT)' -replace ' (BODY|SMTPUTF8).*' |
            Should -Be 'MAIL FROM:<mdf@example.org>', 'RCPT TO:<a@example.org>', 'RCPT TO:<b@example.org>'
        $read = Read-Mail $result.Received[0].Data
        $read.Subject | Should -Match '^\[critical\] Alerts of .+: 3$'
        $read.Body.Trim() -split "`r`n" | Should -Be $three
    }

    It 'lets the job fail where no server answers' {
        $refusing = { param($Stream) $Stream.Write([System.Text.Encoding]::ASCII.GetBytes("554 go away`r`n")) }
        $result = Invoke-Recipe mail.ps1 one $refusing $mail

        $result.Code | Should -Be 1
        $result.Output | Should -BeLike '*go away*'
    }
}

Describe 'syslog.ps1' {
    It 'sends a line of RFC 5424 for each alert' {
        $receiver = [System.Net.Sockets.UdpClient]::new([System.Net.IPEndPoint]::new([ipaddress]::Loopback, 0))
        try {
            $to = @{ SYSLOG_SERVER = '127.0.0.1'; SYSLOG_PORT = "$($receiver.Client.LocalEndPoint.Port)" }
            $result = Invoke-Recipe syslog.ps1 three { } $to
            $result.Code | Should -Be 0 -Because $result.Output

            $from = [System.Net.IPEndPoint]::new(0, 0)
            $lines = while ($receiver.Available) { [System.Text.Encoding]::UTF8.GetString($receiver.Receive([ref] $from)) }
        }
        finally {
            $receiver.Dispose()
        }

        $lines | Should -HaveCount 3
        foreach ($i in 0..2) {
            $start = '^<{0}>1 \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ \S+ mdf-alert \d+ - - \uFEFF' -f (10, 12, 14)[$i]
            $lines[$i] | Should -Match $start
            $lines[$i] -replace $start | Should -Be $three[$i]
        }
    }

    It 'lets the job fail where the server has no address' {
        $result = Invoke-Recipe syslog.ps1 one { } @{ SYSLOG_SERVER = 'no.invalid' }

        $result.Code | Should -Be 1
    }
}

Describe 'logger.ps1' -ForEach $loggers {
    BeforeAll {
        # The recipe's logger, writing to a socket of the test's.
        $socket = "$TestDrive/log"
        $null = New-Item "$TestDrive/bin" -ItemType Directory
        Set-Content "$TestDrive/bin/logger" "#!/bin/sh`nexec '$_' --socket '$socket' `"`$@`""
        chmod +x "$TestDrive/bin/logger"
        $path = @{ PATH = "$TestDrive/bin:$env:PATH" }
    }

    It 'writes a line for each alert' {
        $receiver = [System.Net.Sockets.Socket]::new('Unix', 'Dgram', 'Unspecified')
        try {
            $receiver.Bind([System.Net.Sockets.UnixDomainSocketEndPoint]::new($socket))
            $result = Invoke-Recipe logger.ps1 three { } $path
            $result.Code | Should -Be 0 -Because $result.Output

            $bytes = [byte[]]::new(8192)
            $lines = while ($receiver.Available) { [System.Text.Encoding]::UTF8.GetString($bytes, 0, $receiver.Receive($bytes)) }
        }
        finally {
            $receiver.Dispose()
        }

        $lines | Should -HaveCount 3
        $lines -replace '^<\d+>.*? mdf-alert: ' | Should -Be $three
        $lines -replace '>.*' | Should -Be '<10', '<12', '<14'
    }

    It 'lets the job fail where there is no syslog' {
        $result = Invoke-Recipe logger.ps1 one { } $path

        $result.Code | Should -Be 1
        $result.Output | Should -BeLike '*logger could not write*'
    }
}

Describe 'absence-job.ps1' {
    It 'misses each pipeline by a time of its own' {
        $shared = New-Store
        foreach ($run in @{ hourly = 1; nightly = 30; other = 900 }.GetEnumerator()) {
            $start = (Get-Date).AddHours(-$run.Value)
            [pscustomobject]@{ run_id = $run.Key; pipeline_name = $run.Key; start_time = $start; end_time = $start; duration = 1 } |
                Export-MdfMetrics -Path $shared
        }

        $result = Invoke-ServedJob absence-job.ps1 @{} $accepted '-Store', $shared, '-Recipe', "$jobs/slack.ps1"

        $result.Code | Should -Be 0 -Because $result.Output
        $result.Received | Should -HaveCount 1
        $lines = ($result.Received.Body | ConvertFrom-Json).text -split "`n"
        $lines | Should -HaveCount 2
        $lines[0] | Should -BeLike 'critical nightly is missing: No completed run of pipeline nightly in 26 h: the last, nightly, *'
        $lines[1] | Should -BeLike 'critical weekly is missing: No completed run* in 8 d: there is none at all'
    }
}

Describe 'message.ps1' {
    It 'keeps to what channels take: 20 lines of 800 characters' {
        . "$jobs/message.ps1"
        $alerts = foreach ($i in 1..25) {
            [pscustomobject]@{ severity = ('info', 'critical')[$i -gt 22]; rule = "r$i"; message = 'x' * 900 }
        }

        $messages = @($alerts | ConvertTo-AlertMessage)

        $messages | Should -HaveCount 21
        $messages[0..3].text | ForEach-Object { $_.Substring(0, 12) } |
            Should -Be 'critical r23', 'critical r24', 'critical r25', 'info r1: xxx'
        $messages[0].text.Length | Should -Be 801
        $messages[20].severity, $messages[20].text | Should -Be 'info', '… and 5 more alerts'
    }
}
