using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MdfMetrics.Traces.Otlp;

/// <summary>
/// Posts to a receiver as the specification has it: again after 429, 502, 503, 504 and where nobody answered, later each
/// time or when the receiver asks for it, until the time-out. A redirection is not followed: headers are for one receiver.
/// </summary>
internal sealed class OtlpSender : IDisposable
{
    private const int LargestAnswer = 1024 * 1024;

    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public OtlpSender(TimeProvider time)
    {
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <summary>Whether a time-out has passed without an answer that counts: nor would the next request have one.</summary>
    public bool HasGivenUp { get; private set; }

    public void Dispose() => _client.Dispose();

    /// <summary>Sends; waits for the answer.</summary>
    /// <returns>What the receiver did not take, in its words; null: it took all.</returns>
    /// <exception cref="MetricsException">TraceNotSent</exception>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    public string? Send(OtlpTarget target, OtlpSignal signal, ReadOnlyMemory<byte> json, CancellationToken token)
    {
        byte[] body = target.IsCompressed ? Compress(json.Span) : json.ToArray();
        long start = _time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan left = target.Timeout - _time.GetElapsedTime(start);
            string failure;
            RetryConditionHeaderValue? asked = null;
            try
            {
                OtlpAnswer answer = Post(target, body, left, token);
                if (!answer.IsTransient)
                {
                    return Read(target, signal, answer);
                }

                failure = target.Mask($"it answered {answer}");
                asked = answer.RetryAfter;
            }
            catch (OperationCanceledException) when (!token.IsCancellationRequested)
            {
                failure = Invariant($"no answer within {target.Timeout.TotalSeconds} s");
            }
            catch (HttpRequestException e)
            {
                failure = (e.InnerException ?? e).Message;
            }

            TimeSpan delay = Backoff.Delay(attempt, asked, _time.GetUtcNow());
            if (delay >= target.Timeout - _time.GetElapsedTime(start))
            {
                HasGivenUp = true;
                throw NotSent(target, $"{failure}.");
            }

            Task.Delay(delay, _time, token).GetAwaiter().GetResult();
        }
    }

    private OtlpAnswer Post(OtlpTarget target, byte[] body, TimeSpan left, CancellationToken token)
    {
        using var timeout = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, token);
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (target.IsCompressed)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        foreach ((string name, string value) in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = _client.Send(request, either.Token);
        return OtlpAnswer.Read(response);
    }

    private static string? Read(OtlpTarget target, OtlpSignal signal, OtlpAnswer answer)
    {
        if (!answer.IsSuccess)
        {
            throw NotSent(target, target.Mask($"it answered {answer}."));
        }

        try
        {
            return answer.PartialSuccess(signal) is { } partial ? target.Mask(partial) : null;
        }
        catch (JsonException)
        {
            throw NotSent(target, target.Mask($"it answered {answer}, which is not what a receiver of OTLP says."));
        }
    }

    private static MetricsException NotSent(OtlpTarget target, string failure) => new(
        MetricsError.TraceNotSent,
        $"'{target.Shown}' did not take it: {failure} {target.Advice}",
        target.Shown);

    private static byte[] Compress(ReadOnlySpan<byte> json)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(json);
        }

        return compressed.ToArray();
    }
}
