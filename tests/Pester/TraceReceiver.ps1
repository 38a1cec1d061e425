# A receiver of OpenTelemetry on a free port, which takes everything: its Address, and the Paths that were asked for.
function Start-TraceReceiver {
    $paths = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
    foreach ($attempt in 1..10) {
        $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $probe.Start()
        $address = "http://localhost:$($probe.LocalEndpoint.Port)"
        $probe.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add("$address/")
        try { $listener.Start(); break }
        catch [System.Net.HttpListenerException] { if ($attempt -eq 10) { throw } }
    }

    $null = Start-ThreadJob {
        while ($true) {
            try { $context = ($using:listener).GetContext() } catch { return }
            ($using:paths).Enqueue($context.Request.Url.AbsolutePath)
            $context.Request.InputStream.CopyTo([System.IO.Stream]::Null)
            $context.Response.ContentType = 'application/json'
            $context.Response.OutputStream.Write([byte[]] (0x7B, 0x7D))
            $context.Response.Close()
        }
    }
    [pscustomobject]@{ Address = $address; Listener = $listener; Paths = $paths }
}
