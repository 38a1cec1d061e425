using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MdfMetrics.Tests;

/// <summary>A local HTTP server that keeps what it is sent, and answers what a test tells it to.</summary>
internal sealed class HttpReceiver : IDisposable
{
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly ConcurrentQueue<Request> _requests = new();
    private readonly HttpListener _listener = new();

    public HttpReceiver()
    {
        Url = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Without a slash at its end.</summary>
    public string Url { get; }

    public IReadOnlyList<Request> Requests => [.. _requests];

    /// <summary>What clock the times of requests are by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The address of nobody.</summary>
    public static string NobodysUrl() => $"http://127.0.0.1:{FreePort()}";

    /// <summary>Answers the next request so; those after the last answer are taken.</summary>
    public HttpReceiver Then(int status, string body = "{}", string type = "application/json", string? header = null)
    {
        _answers.Enqueue(new Answer(status, body, type, header));
        return this;
    }

    /// <summary>Never answers the next request.</summary>
    public HttpReceiver ThenSilence() => Then(status: 0);

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                await KeepAsync(context.Request);
                Reply(context.Response, _answers.TryDequeue(out Answer? answer) ? answer : Answer.Taken);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or HttpListenerException or IOException)
        {
            // The end of the test.
        }
    }

    private async Task KeepAsync(HttpListenerRequest request)
    {
        var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        bool isGzip = request.Headers["Content-Encoding"] == "gzip";
        _requests.Enqueue(new Request(
            request.RawUrl!,
            new WebHeaderCollection { request.Headers },
            isGzip ? Unzip(body.ToArray()) : Encoding.UTF8.GetString(body.ToArray()),
            Clock.GetUtcNow()));
    }

    private static void Reply(HttpListenerResponse response, Answer answer)
    {
        if (answer.Status == 0)
        {
            return;
        }

        response.StatusCode = answer.Status;
        response.ContentType = answer.Type;
        if (answer.Header?.Split(": ") is [var name, var value])
        {
            response.Headers[name] = value;
        }

        response.Close(Encoding.UTF8.GetBytes(answer.Body), willBlock: true);
    }

    private static string Unzip(byte[] body)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>What was sent.</summary>
    /// <param name="Body">Unzipped.</param>
    internal sealed record Request(string Path, WebHeaderCollection Headers, string Body, DateTimeOffset Time);

    private sealed record Answer(int Status, string Body, string Type, string? Header)
    {
        public static Answer Taken { get; } = new(200, "{\"partialSuccess\":{}}", "application/json", null);
    }
}
