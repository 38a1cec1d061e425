namespace MdfMetrics.Traces.Otlp;

/// <summary>Where a signal goes, and how.</summary>
/// <param name="Headers">Their values may be secrets: no message has them.</param>
/// <param name="Timeout">How long sending may take, with all that is tried again.</param>
/// <param name="IsCompressed">Whether by gzip.</param>
internal sealed record OtlpTarget(
    Uri Url,
    IReadOnlyDictionary<string, string> Headers,
    TimeSpan Timeout,
    bool IsCompressed)
{
    private const int GrpcPort = 4317;

    /// <summary>The address for messages: what may have a password or a token in it is left out.</summary>
    public string Shown => Url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>What to do where nobody there speaks OTLP over HTTP.</summary>
    public string Advice => Url.Port == GrpcPort
        ? "4317 is the port of OTLP over gRPC; OTLP over HTTP, which is spoken here, has 4318."
        : "Give the receiver's address, to which the path is added: -Endpoint or $env:OTEL_EXPORTER_OTLP_ENDPOINT.";

    /// <summary>A text without what the headers hold, which a receiver may have sent back.</summary>
    public string Mask(string text)
    {
        foreach (string secret in Headers.Values
            .SelectMany(value => value.Split(' ').Append(value))
            .Where(value => value.Length > 0)
            .OrderByDescending(value => value.Length))
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }
}
