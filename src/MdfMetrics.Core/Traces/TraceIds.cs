using System.Security.Cryptography;
using System.Text;

namespace MdfMetrics.Traces;

/// <summary>Ids that come of names, so that the same run has the same ids each time it is sent.</summary>
internal static class TraceIds
{
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;

    /// <summary>The id of a run's trace: the first 16 bytes of the SHA-256 of its id.</summary>
    public static string Trace(string runId) => Hash(TraceBytes, runId);

    /// <summary>The id of a run, of one of its stages, or of an operator of that: the first 8 bytes.</summary>
    /// <param name="names">The stage's name, the operator's name.</param>
    public static string Span(string runId, params string[] names) =>
        // With their lengths: names may have any character in them.
        Hash(SpanBytes, runId + string.Concat(names.Select(name => Invariant($"\n{name.Length}:{name}"))));

    private static string Hash(int length, string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, length).ToLowerInvariant();
}
