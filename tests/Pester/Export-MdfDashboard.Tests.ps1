BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = New-FilledStore
    $folder = New-Item (New-Store) -ItemType Directory

    # The files of a bundle, by their paths, as text.
    function Get-Bundle([string] $Path) {
        $zip = [System.IO.Compression.ZipFile]::OpenRead($Path)
        try {
            $files = @{}
            foreach ($entry in $zip.Entries) {
                $files[$entry.FullName] = [System.IO.StreamReader]::new($entry.Open()).ReadToEnd()
            }
            $files
        }
        finally {
            $zip.Dispose()
        }
    }
}

Describe 'Export-MdfDashboard' {
    It 'writes the bundle and what goes with it, and returns it with -PassThru' {
        Export-MdfDashboard "$folder/plain" -Store $store | Should -BeNullOrEmpty
        $files = Export-MdfDashboard "$folder/passed" -Store $store -PassThru
        $files | Should -BeOfType System.IO.FileInfo
        $files.Name | Should -Be 'mdf_dashboard.zip', 'views.sql', 'alerts.json', 'import.ps1', 'README.md'
        (Get-ChildItem "$folder/passed" -Force).Count | Should -Be 5 -Because 'nothing half-written stays'
        $bundle = Get-Bundle "$folder/passed/mdf_dashboard.zip"
        $bundle.'mdf_dashboard/dashboards/mdf.yaml' | Should -Match '"dashboard_title": "Pipeline metrics: '
        @($bundle.Keys -like 'mdf_dashboard/charts/*').Count | Should -BeGreaterThan 40
        (Get-FileHash "$folder/plain/mdf_dashboard.zip").Hash |
            Should -Be (Get-FileHash "$folder/passed/mdf_dashboard.zip").Hash -Because 'the same store and name'
    }

    It 'writes the bundle alone to a file' {
        $file = Export-MdfDashboard "$folder/alone.zip" -Store $store -Name 'Nächte 😀' -PassThru
        $file.FullName | Should -Be (Join-Path $folder 'alone.zip')
        (Get-Bundle $file).'mdf_dashboard/dashboards/mdf.yaml' | Should -Match '"dashboard_title": "Nächte 😀"'
    }

    It 'reads the store where the server sees it' {
        Export-MdfDashboard "$folder/seen" -Store $store -StorePath 'D:\it''s\metrics\'
        $bundle = Get-Bundle "$folder/seen/mdf_dashboard.zip"
        $bundle.'mdf_dashboard/datasets/mdf/mdf_runs.yaml' | Should -Match "'D:/it''s/metrics/runs/\*\.parquet'"
        Get-Content "$folder/seen/README.md" -Raw | Should -Match "D:/it's/metrics"
        (Get-Content "$folder/seen/alerts.json" -Raw | ConvertFrom-Json)[0].sql | Should -Match 'D:/it'
    }

    It 'begins with the range of time that is asked for' {
        foreach ($range in @('7d', '-7, day'), @('36h', '-36, hour'), @('90m', '-90, minute')) {
            Export-MdfDashboard "$folder/range.zip" -Store $store -DefaultTimeRange $range[0] -Force
            (Get-Bundle "$folder/range.zip").'mdf_dashboard/dashboards/mdf.yaml' |
                Should -Match ([regex]::Escape("DATEADD(DATETIME('now'), $($range[1])) : now"))
        }
        Export-MdfDashboard "$folder/bare.zip" -Store $store -DefaultTimeRange 7d
        (Get-Bundle "$folder/bare.zip").'mdf_dashboard/dashboards/mdf.yaml' | Should -Match '-7, day'
        Export-MdfDashboard "$folder/all.zip" -Store $store -DefaultTimeRange all
        (Get-Bundle "$folder/all.zip").'mdf_dashboard/dashboards/mdf.yaml' | Should -Not -Match 'DATEADD'
        { Export-MdfDashboard "$folder/no.zip" -Store $store -DefaultTimeRange 7 } |
            Should -Throw -ErrorId 'InvalidDuration,*'
    }

    It 'makes an empty folder a store that SQL can read, and says that there is nothing in it' {
        $empty = New-Item (New-Store) -ItemType Directory
        Export-MdfDashboard "$folder/empty" -Store $empty -WarningVariable told 3> $null
        "$told" | Should -Match 'has no runs yet'
        (Get-ChildItem $empty -Recurse -File).Name | Should -Be (@('_schema.parquet') * 4)
        Get-MdfRun -Path $empty | Should -BeNullOrEmpty
        Test-MdfMetrics -Path $empty | Should -BeNullOrEmpty
    }

    It 'changes nothing with -WhatIf' {
        $empty = New-Item (New-Store) -ItemType Directory
        Export-MdfDashboard "$folder/whatif" -Store $empty -WhatIf
        "$folder/whatif" | Should -Not -Exist
        Get-ChildItem $empty | Should -BeNullOrEmpty
    }

    It 'leaves what is there but for -Force' {
        Set-Content "$folder/kept.zip" 'kept'
        { Export-MdfDashboard "$folder/kept.zip" -Store $store } | Should -Throw -ErrorId 'FileExists,*'
        Get-Content "$folder/kept.zip" | Should -Be 'kept'
        Export-MdfDashboard "$folder/kept.zip" -Store $store -Force
        (Get-Bundle "$folder/kept.zip").Count | Should -BeGreaterThan 40

        $null = New-Item "$folder/mine" -ItemType Directory
        Set-Content "$folder/mine/README.md" 'mine'
        { Export-MdfDashboard "$folder/mine" -Store $store } | Should -Throw -ErrorId 'FileExists,*'
        (Get-ChildItem "$folder/mine" -Force).Name | Should -Be 'README.md'
    }

    It 'tells what is wrong with store, path and name' {
        { Export-MdfDashboard "$folder/x.zip" -Store (New-Store) } | Should -Throw -ErrorId 'StoreNotFound,*'
        { Export-MdfDashboard "$folder/x.zip" -Store $PSScriptRoot } | Should -Throw -ErrorId 'StoreNotFound,*'
        foreach ($path in '/data/a*', '/data/a?', '/data/[a]', 'metrics', './metrics', 'C:metrics', '/a\b') {
            { Export-MdfDashboard "$folder/x.zip" -Store $store -StorePath $path } |
                Should -Throw -ErrorId 'InvalidPath,*' -Because $path
        }
        $odd = New-Item "$(New-Store) [x]" -ItemType Directory
        { Export-MdfDashboard "$folder/x.zip" -Store $odd } | Should -Throw -ErrorId 'InvalidPath,*' -Because 'of its ['
        { Export-MdfDashboard "$folder/x.zip" -Store $store -Name ('n' * 201) } | Should -Throw -ErrorId 'InvalidName,*'
        { Export-MdfDashboard "$folder/none/x.zip" -Store $store } | Should -Throw -ErrorId 'InvalidPath,*'
        Set-Content "$folder/file" 'file'
        { Export-MdfDashboard "$folder/file" -Store $store } | Should -Throw -ErrorId 'InvalidPath,*'
        { Export-MdfDashboard "$folder/file/in" -Store $store } | Should -Throw -ErrorId 'DashboardNotWritable,*'
        "$folder/x.zip" | Should -Not -Exist
    }
}

Describe 'import.ps1 of a dashboard' {
    BeforeAll {
        $target = "$folder/imported"
        Export-MdfDashboard $target -Store $store -Name 'Nights'
        $credential = [pscredential]::new('admin', (ConvertTo-SecureString 'p"ä' -AsPlainText -Force))
        $free = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $free.Start()
        $port = $free.LocalEndpoint.Port
        $free.Stop()

        # A server with the answers of Superset, and what it was asked. It ends when it is told to.
        $server = Start-ThreadJob -ArgumentList $port {
            param($port)
            $listener = [System.Net.HttpListener]::new()
            $listener.Prefixes.Add("http://127.0.0.1:$port/")
            $listener.Start()
            'ready'
            do {
                $context = $listener.GetContext()
                $request = $context.Request
                $body = [System.IO.StreamReader]::new($request.InputStream, [System.Text.Encoding]::UTF8).ReadToEnd()
                $path = $request.Url.AbsolutePath
                [pscustomobject]@{
                    Path = $path
                    Method = $request.HttpMethod
                    Body = $body
                    Accept = $request.Headers['Accept']
                    Csrf = $request.Headers['X-CSRFToken']
                    Authorization = $request.Headers['Authorization']
                    Cookie = $request.Headers['Cookie']
                }
                $status, $answer = switch -Wildcard ($path) {
                    '*/login' { 200, '{"access_token":"t0ken"}' }
                    '*/csrf_token/' { $context.Response.Headers.Add('Set-Cookie', 'session=s1; Path=/'); 200, '{"result":"c5rf"}' }
                    '*/dashboard/import/' { 200, '{"message":"OK"}' }
                    '*/datasets' { 200, '{"result":[{"id":7,"database":{"id":3}}]}' }
                    '*/report/' {
                        if ($body -match 'failed or was') { 422, '{"message":{"name":["Name must be unique"]}}' } else { 201, '{"id":1}' }
                    }
                    '*/stop' { 200, '{}' }
                    default { 200, '{"result":{"id":42}}' }
                }
                $bytes = [System.Text.Encoding]::UTF8.GetBytes($answer)
                $context.Response.StatusCode = $status
                $context.Response.ContentType = 'application/json'
                $context.Response.OutputStream.Write($bytes)
                $context.Response.Close()
            } while ($path -notlike '*/stop')
        }
        while (-not $server.Output.Count) { $null = $server | Wait-Job -Timeout 0.1 -ErrorAction Ignore }
        $asked = @{ Url = "http://127.0.0.1:$port/"; Credential = $credential; AlertRecipient = 'ops@example.org', 'on@call.org' }
        $imported = & "$target/import.ps1" @asked
        $null = Invoke-RestMethod "http://127.0.0.1:$port/stop"
        $calls = $server | Receive-Job -Wait -AutoRemoveJob | Where-Object Path
    }

    It 'logs in, imports with token and session, and tells where the dashboard is' {
        $calls.Path | Select-Object -First 5 | Should -Be @(
            '/api/v1/security/login', '/api/v1/security/csrf_token/', '/api/v1/dashboard/import/'
            "/api/v1/dashboard/$((Get-Content "$target/import.ps1" | Select-String "dashboard = '(.+)'").Matches.Groups[1].Value)"
            '/api/v1/dashboard/42/datasets')
        ($calls[0].Body | ConvertFrom-Json).password | Should -Be 'p"ä'
        $calls[2].Accept | Should -Be 'application/json'
        $calls[2].Csrf | Should -Be 'c5rf'
        $calls[2].Authorization | Should -Be 'Bearer t0ken'
        $calls[2].Cookie | Should -Be 'session=s1'
        $calls[2].Body | Should -Match 'name="?formData"?; filename="?mdf_dashboard\.zip'
        $calls[2].Body | Should -Match 'name="?overwrite"?\s+true'
        $imported.Dashboard | Should -Be 42
        $imported.Url | Should -Be "http://127.0.0.1:$port/superset/dashboard/42/"
    }

    It 'makes each alert of that dashboard, and goes on after one that is there' {
        $alerts = $calls | Where-Object Path -Like '*/report/' | ForEach-Object { $_.Body | ConvertFrom-Json }
        $alerts | Should -HaveCount 4
        $alerts.database | Select-Object -Unique | Should -Be 3
        $alerts.dashboard | Select-Object -Unique | Should -Be 42
        $alerts.creation_method | Select-Object -Unique | Should -Be 'alerts_reports'
        $alerts.recipients.recipient_config_json.target | Select-Object -Unique | Should -Be 'ops@example.org,on@call.org'
        $alerts.name | Should -Contain 'No run completed in a day: Nights'
        $alerts.validator_config_json.threshold | Should -Be 0, 0, 1, 0
    }
}
