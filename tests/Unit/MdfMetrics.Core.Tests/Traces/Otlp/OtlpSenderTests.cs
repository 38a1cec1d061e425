using System.Text;
using MdfMetrics.Traces.Otlp;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Traces.Otlp;

/// <summary>Receivers as they are: well, slow, full, somebody else.</summary>
public sealed class OtlpSenderTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_timeout = TimeSpan.FromHours(10);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(4);

    private readonly FakeTimeProvider _time = new();
    private readonly HttpReceiver _receiver;
    private readonly OtlpSender _sender;

    public OtlpSenderTests()
    {
        _receiver = new HttpReceiver { Clock = _time };
        _sender = new OtlpSender(_time);
    }

    public void Dispose()
    {
        _sender.Dispose();
        _receiver.Dispose();
    }

    [Fact]
    public void Send_ReceiverTakesIt_HasHadTheJsonByGzip()
    {
        Assert.Null(Send("{\"resourceSpans\":[]}"));

        HttpReceiver.Request request = Assert.Single(_receiver.Requests);
        Assert.Equal("/v1/traces", request.Path);
        Assert.Equal("{\"resourceSpans\":[]}", request.Body);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("gzip", request.Headers["Content-Encoding"]);
        Assert.Equal("Bearer hunter2", request.Headers["Authorization"]);
    }

    [Fact]
    public void Send_CompressionNone_SendsItAsItIs()
    {
        _sender.Send(Target() with { IsCompressed = false }, OtlpSignal.Traces, Bytes("{}"), default);

        Assert.Null(_receiver.Requests[0].Headers["Content-Encoding"]);
        Assert.Equal("{}", _receiver.Requests[0].Body);
    }

    [Fact]
    public void Send_EmptyAnswer_IsTaken()
    {
        _receiver.Then(200, body: "");

        Assert.Null(Send());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void Send_ReceiverAsksForLater_WaitsAsLongAsItSays(int status)
    {
        _receiver.Then(status, header: "Retry-After: 30");

        Assert.Null(SendWhileTimePasses());

        Assert.Equal(2, _receiver.Requests.Count);
        Assert.Equal(_receiver.Requests[0].Body, _receiver.Requests[1].Body);
        Assert.True(_receiver.Requests[1].Time - _receiver.Requests[0].Time >= TimeSpan.FromSeconds(30));
        Assert.False(_sender.HasGivenUp);
    }

    [Fact]
    public void Send_RetryAfterADate_WaitsUntilThen()
    {
        DateTimeOffset date = _time.GetUtcNow().AddSeconds(90);
        _receiver.Then(503, header: $"Retry-After: {date:R}");

        Assert.Null(SendWhileTimePasses());

        Assert.True(_receiver.Requests[1].Time >= date);
    }

    [Fact]
    public void Send_OverloadedAgainAndAgain_WaitsTwiceAsLongEachTime()
    {
        _receiver.Then(503).Then(503).Then(503);

        Assert.Null(SendWhileTimePasses());

        DateTimeOffset[] times = [.. _receiver.Requests.Select(request => request.Time)];
        Assert.True(times[1] - times[0] >= TimeSpan.FromSeconds(0.8));
        Assert.True(times[2] - times[1] >= TimeSpan.FromSeconds(1.6));
        Assert.True(times[3] - times[2] >= TimeSpan.FromSeconds(3.2));
    }

    [Fact]
    public void Send_RetryAfterTheTimeout_GivesUpAtOnce()
    {
        _receiver.Then(503, body: "{\"message\":\"back at noon\"}", header: "Retry-After: 36000");

        MetricsException error = Failure();

        Assert.Contains("HTTP 503 ServiceUnavailable, back at noon", error.Message, StringComparison.Ordinal);
        Assert.Single(_receiver.Requests);
        Assert.True(_sender.HasGivenUp);
    }

    [Fact]
    public void Send_ReceiverRefuses_SaysWhyAndIsNotTriedAgain()
    {
        _receiver.Then(400, body: "{\"code\":3,\"message\":\"bad\\nspan\"}");

        MetricsException error = Failure();

        Assert.Contains("HTTP 400 BadRequest, bad span. ", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Endpoint", error.Message, StringComparison.Ordinal);
        Assert.Single(_receiver.Requests);
        Assert.False(_sender.HasGivenUp);
    }

    [Theory]
    [InlineData(200, "<!DOCTYPE html><h1>Please log in</h1>", "text/html")]
    [InlineData(404, "<!DOCTYPE html><h1>Not here</h1>", "text/html")]
    [InlineData(200, "OK", "text/plain")]
    [InlineData(200, "[]", "application/json")]
    public void Send_SomebodyElseAnswers_IsNotTakenForAReceiver(int status, string body, string type)
    {
        _receiver.Then(status, body, type);

        MetricsException error = Failure();

        Assert.Contains($"HTTP {status}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Send_Redirection_IsNotFollowed()
    {
        using var other = new HttpReceiver();
        _receiver.Then(302, header: $"Location: {other.Url}");

        Assert.Contains("HTTP 302", Failure().Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("{\"partialSuccess\":{\"rejectedSpans\":\"2\",\"errorMessage\":\"too old\"}}", "2 rejected: too old")]
    [InlineData("{\"partialSuccess\":{\"rejectedSpans\":2,\"errorMessage\":\"too old\"}}", "2 rejected: too old")]
    [InlineData("{\"partialSuccess\":{\"errorMessage\":\"names will be shorter\"}}", "names will be shorter")]
    public void Send_PartialSuccess_IsTold(string body, string expected)
    {
        _receiver.Then(200, body);

        Assert.Equal(expected, Send());
    }

    [Fact]
    public void Send_AnswerThatQuotesTheHeader_IsToldWithoutIt()
    {
        _receiver.Then(401, body: "{\"message\":\"unknown token hunter2 in 'Bearer hunter2'\"}");

        MetricsException error = Failure();

        Assert.Contains("unknown token ***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Send_NobodyThere_SaysWhereAndWhatToDo()
    {
        OtlpTarget target = Target() with
        {
            Url = new Uri($"{HttpReceiver.NobodysUrl().Replace("//", "//user:hunter2@", StringComparison.Ordinal)}/v1/traces?key=hunter2"),
            Timeout = TimeSpan.FromMilliseconds(500),
        };

        MetricsException error = Assert.Throws<MetricsException>(
            () => _sender.Send(target, OtlpSignal.Traces, Bytes("{}"), default));

        Assert.Equal(MetricsError.TraceNotSent, error.Error);
        Assert.Contains($"'http://127.0.0.1:{target.Url.Port}/v1/traces'", error.Message, StringComparison.Ordinal);
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.True(_sender.HasGivenUp);
    }

    [Fact]
    public void Send_NoAnswer_EndsWithTheTimeout()
    {
        _receiver.ThenSilence();

        MetricsException error = Assert.Throws<MetricsException>(() => SendWhileTimePasses(TimeSpan.FromMinutes(1)));

        Assert.Contains("no answer within 60 s", error.Message, StringComparison.Ordinal);
        Assert.True(_sender.HasGivenUp);
    }

    [Fact]
    public void Send_Cancelled_EndsAtOnce()
    {
        _receiver.ThenSilence();
        using var stopping = new CancellationTokenSource();
        Task<string?> sending =
            Task.Run(() => _sender.Send(Target(), OtlpSignal.Traces, Bytes("{}"), stopping.Token));
        Eventually.Holds(() => _receiver.Requests.Count == 1, s_patience, "the request has come");

        stopping.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Eventually.Ends(sending, s_patience, "it has ended"));
    }

    private string? Send(string json = "{}") => _sender.Send(Target(), OtlpSignal.Traces, Bytes(json), default);

    private MetricsException Failure()
    {
        MetricsException error = Assert.Throws<MetricsException>(() => Send());
        Assert.Equal(MetricsError.TraceNotSent, error.Error);
        return error;
    }

    private string? SendWhileTimePasses(TimeSpan? timeout = null)
    {
        OtlpTarget target = Target() with { Timeout = timeout ?? s_timeout };
        var sending = Task.Run(() => _sender.Send(target, OtlpSignal.Traces, Bytes("{}"), default));
        Eventually.Holds(
            () =>
            {
                // Not before the first request has come, which takes real time.
                _time.Advance(_receiver.Requests.Count > 0 ? s_step : TimeSpan.Zero);
                return sending.IsCompleted;
            },
            s_patience,
            "it has ended");
        return sending.GetAwaiter().GetResult();
    }

    private OtlpTarget Target() => new(
        new Uri($"{_receiver.Url}/v1/traces"),
        new Dictionary<string, string> { ["Authorization"] = "Bearer hunter2" },
        s_timeout,
        IsCompressed: true);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
