namespace MdfMetrics.Traces.Otlp;

/// <summary>A span of another process, as W3C's <c>traceparent</c> names it.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
internal sealed record TraceParent(string TraceId, string SpanId)
{
    private const int Length = 55;

    /// <summary>The span that a text names; null for one that W3C tells to ignore.</summary>
    public static TraceParent? Parse(string? text)
    {
        if (text is not { Length: >= Length }
            || (text.Length > Length && (text.StartsWith("00", StringComparison.Ordinal) || text[Length] != '-')))
        {
            return null;
        }

        string[] parts = text[..Length].Split('-');
        return parts is [{ Length: 2 } version, { Length: 32 } trace, { Length: 16 } span, { Length: 2 }]
            && parts.All(part => part.All(char.IsAsciiHexDigitLower))
            && version != "ff"
            && trace.Any(digit => digit != '0')
            && span.Any(digit => digit != '0')
            ? new TraceParent(trace, span)
            : null;
    }
}
