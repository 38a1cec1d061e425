using System.Globalization;
using System.Text;
using CsCheck;

namespace MdfMetrics.Tests.Fuzzing;

/// <summary>
/// Gives a reader documents that were whole once: the same thousand each time, so that a test run tells of a change; for
/// as long as MDF_FUZZ_SECONDS says new ones. What fails of these is made small, and printed as base64 with the seed that
/// brings it back (CsCheck_Seed): a case for the reader's tests.
/// </summary>
internal static class Fuzz
{
    private const int Usual = 1_000;
    private const int MostEdits = 6;
    private const int MostBytes = 48;
    private const long MostMemory = 64_000_000;

    private static readonly Gen<Edit> s_edit = Gen.Select(
        Gen.Int[0, Edit.Kinds - 1],
        Gen.Double[0, 1],
        Gen.Int[1, MostBytes],
        Gen.Int[0, 1_000],
        static (kind, place, length, value) => new Edit(kind, place, length, value));

    private static string? Seconds => Environment.GetEnvironmentVariable("MDF_FUZZ_SECONDS");

    /// <param name="corpus">Whole documents.</param>
    /// <param name="words">What has a meaning in them.</param>
    /// <param name="read">Reads a document; throws only what a fault is told by.</param>
    public static void Read(IReadOnlyList<byte[]> corpus, IEnumerable<string> words, Action<byte[]> read)
    {
        byte[][] tokens = [.. words.Select(Encoding.UTF8.GetBytes)];
        Gen<byte[]> documents = Gen.Select(Gen.Int[0, corpus.Count - 1], s_edit.Array[1, MostEdits])
            .Select((first, edits) =>
                edits.Aggregate(corpus[first], (document, edit) => edit.Apply(document, tokens, corpus)));
        if (Seconds is { } seconds)
        {
            documents.Sample(
                document => InLittleMemory(document, read),
                time: int.Parse(seconds, CultureInfo.InvariantCulture),
                threads: 1,
                print: Convert.ToBase64String);
            return;
        }

        var random = new PCG(1, 1);
        for (int i = 0; i < Usual; i++)
        {
            byte[] document = documents.Generate(random, null, out _);
            Exception? fault = Record.Exception(() => InLittleMemory(document, read));
            Assert.True(fault is null, $"{Convert.ToBase64String(document)}\n{fault}");
        }
    }

    /// <summary>The same of texts.</summary>
    public static void Read(IEnumerable<string> corpus, IEnumerable<string> words, Action<byte[]> read) =>
        Read([.. corpus.Select(Encoding.UTF8.GetBytes)], words, read);

    private static void InLittleMemory(byte[] document, Action<byte[]> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        read(document);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostMemory);
    }
}
