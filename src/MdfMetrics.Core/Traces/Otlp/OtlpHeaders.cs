using System.Buffers;

namespace MdfMetrics.Traces.Otlp;

/// <summary>Headers that a user adds to requests. No message tells their values.</summary>
internal static class OtlpHeaders
{
    private static readonly SearchValues<char> s_token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <exception cref="MetricsException">InvalidParameters: one that no request can have.</exception>
    public static void Check(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_token))
        {
            throw Invalid(name, "a header's name has letters, digits and hyphens");
        }

        if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Host", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(name, "the request sets that one itself");
        }

        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw Invalid(name, "its value has a line break or another character that headers can't have");
        }
    }

    private static MetricsException Invalid(string name, string reason) => new(
        MetricsError.InvalidParameters,
        $"The header '{name}' can't be sent: {reason}. Correct -Header, or $env:OTEL_EXPORTER_OTLP_HEADERS.",
        name);
}
