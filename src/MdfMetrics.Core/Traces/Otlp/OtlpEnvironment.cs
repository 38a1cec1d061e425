using System.Globalization;

namespace MdfMetrics.Traces.Otlp;

/// <summary>
/// What OpenTelemetry's environment variables say, and a caller who knows better: which of them count, and what stands
/// where there is none, is as its specification has it. An empty variable is none.
/// </summary>
/// <param name="Variable">Gives the value of a variable.</param>
internal sealed record OtlpEnvironment(Func<string, string?> Variable)
{
    private const string DefaultEndpoint = "http://localhost:4318";
    private const int DefaultTimeout = 10_000;
    private const string ResourceVariable = "OTEL_RESOURCE_ATTRIBUTES";
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>That of this process.</summary>
    public static OtlpEnvironment Process { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>An endpoint in the place of those of the environment; the signal's path is added.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Headers that win over those of the environment.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The span that runs are children of; null: none.</summary>
    public TraceParent? Parent => TraceParent.Parse(Value("TRACEPARENT"));

    /// <summary>The attributes of whatever runs are of, the service's name included where it is said.</summary>
    public IReadOnlyDictionary<string, string> Resource
    {
        get
        {
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach ((string name, string value) in KeyValueList.Parse(Value(ResourceVariable) ?? "") ?? [])
            {
                attributes[name] = value;
            }

            if (Value("OTEL_SERVICE_NAME") is { } service)
            {
                attributes["service.name"] = service;
            }

            return attributes;
        }
    }

    /// <summary>What of the environment is left out, and why; null: nothing.</summary>
    public string? Complaint => Value(ResourceVariable) is { } text && KeyValueList.Parse(text) is null
        ? $"$env:{ResourceVariable} is no list as name=value,name=value, values percent-encoded: it is left out."
        : null;

    /// <summary>Where a signal goes.</summary>
    /// <exception cref="MetricsException">InvalidParameters: an address or a header that can't be.</exception>
    public OtlpTarget Target(OtlpSignal signal) => new(
        Url(signal),
        HeadersOf(signal),
        TimeSpan.FromMilliseconds(
            int.TryParse(Value(signal, "TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out int timeout)
                && timeout > 0
                ? timeout
                : DefaultTimeout),
        Value(signal, "COMPRESSION") != "none");

    private Uri Url(OtlpSignal signal)
    {
        string? own = Endpoint is null ? Value($"{Prefix}{signal.Name}_ENDPOINT") : null;
        string text = own ?? Endpoint ?? Value($"{Prefix}ENDPOINT") ?? DefaultEndpoint;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https"))
        {
            // Without the text: it may have a password in it.
            throw new MetricsException(
                MetricsError.InvalidParameters,
                $"The endpoint for {signal.Path} is no address. Give -Endpoint, or $env:{Prefix}ENDPOINT, as "
                    + $"{DefaultEndpoint}.");
        }

        if (own is not null)
        {
            return url;
        }

        string path = url.AbsolutePath.TrimEnd('/');
        return new UriBuilder(url) { Path = $"{path}/{signal.Path}" }.Uri;
    }

    private Dictionary<string, string> HeadersOf(OtlpSignal signal)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        IEnumerable<KeyValuePair<string, string>> given = KeyValueList.Parse(Value(signal, "HEADERS") ?? "")
            ?? throw new MetricsException(
                MetricsError.InvalidParameters,
                $"$env:{Prefix}HEADERS is no list of headers. Write name=value,name=value, values percent-encoded.");
        foreach ((string name, string value) in given.Concat(Headers))
        {
            OtlpHeaders.Check(name, value);
            headers[name] = value;
        }

        return headers;
    }

    /// <summary>The variable of a signal, else the one of all.</summary>
    private string? Value(OtlpSignal signal, string name) =>
        Value($"{Prefix}{signal.Name}_{name}") ?? Value($"{Prefix}{name}");

    private string? Value(string name) => Variable(name) is { } text && !string.IsNullOrWhiteSpace(text)
        ? text.Trim()
        : null;
}
