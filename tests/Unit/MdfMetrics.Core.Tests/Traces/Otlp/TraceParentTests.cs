using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Tests.Traces.Otlp;

/// <summary>W3C's traceparent, with its recommendation's own example.</summary>
public sealed class TraceParentTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Span = "00f067aa0ba902b7";

    [Theory]
    [InlineData($"00-{Trace}-{Span}-01")]
    [InlineData($"00-{Trace}-{Span}-00")]
    [InlineData($"cc-{Trace}-{Span}-01-what-the-future-will-be-like")]
    public void Parse_WellFormed_HasBothIds(string text) =>
        Assert.Equal(new TraceParent(Trace, Span), TraceParent.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData($"00-{Trace}-{Span}")]
    [InlineData($"00-{Trace}-{Span}-01-more")]
    [InlineData($"cc-{Trace}-{Span}-01.more")]
    [InlineData($"ff-{Trace}-{Span}-01")]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01")]
    [InlineData($"00-00000000000000000000000000000000-{Span}-01")]
    [InlineData($"00-{Trace}-0000000000000000-01")]
    [InlineData($"00_{Trace}-{Span}-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7x-01")]
    public void Parse_Malformed_IsIgnored(string? text) => Assert.Null(TraceParent.Parse(text));
}
