using System.Text;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>Journals that anyone may have written: what is wrong is told, the rest is read.</summary>
public sealed class HostileJournalTests : IDisposable
{
    private const string Good = "_journal/run_own/host-1.ndjson";
    private const string Progress = "_journal/run_own/host-1.progress.json";

    private static readonly string s_start = JournalText.Start("own", JournalText.DeadProcess);
    private static readonly string s_row = JournalText.Operator("s", "o", 7);

    /// <summary>By name: the test runner would take minutes to list the longest of them.</summary>
    private static readonly Dictionary<string, byte[]> s_badLines = new()
    {
        { "garbage", "garbage"u8.ToArray() },
        { "random bytes", Noise() },
        { "NUL bytes", new byte[5000] },
        { "no UTF-8", [.. "{\"event\":\"stage\",\"stage_name\":\""u8, 0xFF, 0xC0, .. "\"}"u8] },
        { "half a surrogate pair", """{"event":"stage","stage_name":"\ud800"}"""u8.ToArray() },
        { "half a pair in a name", """{"event":"stage","\udc00":1}"""u8.ToArray() },
        { "an array", "[1,2]"u8.ToArray() },
        { "a number", "1e999"u8.ToArray() },
        { "100,000 brackets", Encoding.UTF8.GetBytes(new string('[', 100_000)) },
        { "100,000 braces", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))) },
        { "a line of 3 MB", Encoding.UTF8.GetBytes($$"""{"event":"stage","x":"{{new string('x', 3_000_000)}}"}""") },
        { "event of a wrong type", """{"event":5}"""u8.ToArray() },
        { "time of a wrong type", """{"event":"stage","time":[]}"""u8.ToArray() },
        { "stage without a name", """{"event":"stage","timestamp":"2026-01-24T12:00:00Z"}"""u8.ToArray() },
        { "operator of wrong types", """{"event":"operator","stage_name":{},"operator_name":1}"""u8.ToArray() },
        { "counts that can't be", Row(""" "input_records":-1 """) },
        { "a count too large", Row(""" "input_records":99999999999999999999 """) },
        { "a fraction of a record", Row(""" "input_records":1.5 """) },
        { "a histogram that is none", Row(""" "latency_histogram":"%%%" """) },
        { "a histogram of another shape", Row(""" "latency_histogram":"AAAA////" """) },
        { "a start that can't be", """{"event":"run_started","run_id":"own","start_time":"yesterday"}"""u8.ToArray() },
        { "an id that is a path", """{"event":"run_started","run_id":"../x","start_time":"2026-01-24"}"""u8.ToArray() },
        { "a stop without its duration", """{"event":"run_stopped","status":"completed"}"""u8.ToArray() },
    };

    private readonly TemporaryStore _store = new();

    public static TheoryData<string> BadLines() => [.. s_badLines.Keys];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(BadLines))]
    public void Read_BadLine_IsReportedAndTheRestRead(string what)
    {
        string path = _store.Put(
            Good,
            [.. JournalText.Bytes(s_start), .. s_badLines[what], (byte)'\n', .. JournalText.Bytes(s_row)]);

        (JournaledRun? run, List<MetricsException> problems) = Read();

        Assert.NotNull(run);
        Assert.Equal("own", run.Header.run_id);
        Assert.Equal(7, Assert.Single(run.Entries).input_records);
        Assert.InRange(problems.Count, what.StartsWith("half a pair", StringComparison.Ordinal) ? 0 : 1, 10);
        Assert.All(problems, problem =>
        {
            Assert.Equal(MetricsError.FileCorrupt, problem.Error);
            Assert.Equal(path, problem.Target);
            Assert.Contains(path, problem.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(BadLines))]
    public void Read_BadFirstLine_NeverThrows(string what)
    {
        _store.Put(Good, [.. s_badLines[what], (byte)'\n', .. JournalText.Bytes(s_start, s_row)]);

        Assert.True(Read().Run is { Header.run_id: "own" }, what);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "1e308")]
    [InlineData("9999-12-31T23:59:59Z", "1e308")]
    [InlineData("9999-12-31T23:59:59Z", "0")]
    public void Read_TimesAtTheEdge_GiveARun(string start, string duration)
    {
        _store.Put(Good, JournalText.Bytes(
            s_start.Replace("2026-01-24T12:35:00Z", start, StringComparison.Ordinal),
            JournalText.Stop.Replace("60", duration, StringComparison.Ordinal),
            s_row));

        JournaledRun? run = Read().Run;

        Assert.NotNull(run);
        Assert.Equal(7, run.ToRun(RunStatus.Abandoned).total_input_records);
    }

    [Fact]
    public void Read_DuplicateLines_CountOnce()
    {
        _store.Put(Good, JournalText.Bytes([s_start, .. Enumerable.Repeat(s_row, 1000), s_start, s_row]));

        (JournaledRun? run, List<MetricsException> problems) = Read();

        Assert.Equal(7, Assert.Single(run!.Entries).input_records);
        Assert.Empty(problems);
    }

    [Fact]
    public void Read_TruncatedAtEveryLength_KeepsEveryWholeLine()
    {
        byte[] whole = JournalText.Bytes(
            [s_start, .. Enumerable.Range(0, 5).Select(i => JournalText.Operator("s", $"o{i}", i, $"e{i}"))]);
        for (int length = 0; length <= whole.Length; length++)
        {
            _store.Put(Good, whole.AsSpan(0, length));

            (JournaledRun? run, List<MetricsException> problems) = Read();

            Assert.Empty(problems);
            Assert.Equal(whole.AsSpan(0, length).Count((byte)'\n') - 1, run?.Entries.Count ?? -1);
        }
    }

    [Fact]
    public void Read_AnyByteChanged_IsReadOrToldAsDamage()
    {
        byte[] whole = JournalText.Bytes(s_start, s_row, JournalText.Stop);
        var random = new Random(11);
        int told = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            byte before = whole[i];
            whole[i] ^= (byte)random.Next(1, 256);
            _store.Put(Good, whole);

            (JournaledRun? run, List<MetricsException> problems) = Read();
            run?.ToRun(RunStatus.Abandoned);
            Assert.All(problems, problem => Assert.Equal(MetricsError.FileCorrupt, problem.Error));
            told += problems.Count;
            whole[i] = before;
        }

        Assert.InRange(told, 1, 10 * whole.Length);
    }

    [Fact]
    public void Read_ThousandsOfBadLines_AreToldInTen()
    {
        _store.Put(Good, JournalText.Bytes([s_start, .. Enumerable.Repeat("garbage", 50_000), s_row]));

        (JournaledRun? run, List<MetricsException> problems) = Read();

        Assert.Single(run!.Entries);
        Assert.Equal(10, problems.Count);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"stages":5,"operators":{}}""")]
    [InlineData("""{"stages":[1]}""")]
    [InlineData("""{"operators":[null]}""")]
    [InlineData("""{"time":"2026-01-24T12:36:00Z","operators":[{"stage_name":"\ud800"}]}""")]
    public void Read_BadProgress_LeavesWhatIsDone(string progress)
    {
        _store.Put(Good, JournalText.Bytes(s_start, s_row));
        string path = _store.Put(Progress, Encoding.UTF8.GetBytes(progress));

        (JournaledRun? run, List<MetricsException> problems) = Read();

        Assert.Single(run!.Entries);
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal(path, problem.Target));
    }

    [Theory]
    [InlineData(Progress, 100L << 20)]
    [InlineData("_journal/run_own/host-2.ndjson", 1L << 40)]
    public void Read_HugeFile_IsRefusedUnread(string file, long length)
    {
        _store.Put(Good, JournalText.Bytes(s_start, s_row));
        using (FileStream huge = File.Create(_store.At(file)))
        {
            huge.SetLength(length);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        (JournaledRun? run, List<MetricsException> problems) = Read();

        Assert.Single(run!.Entries);
        Assert.Equal(_store.At(file), Assert.Single(problems).Target);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [UnixFact]
    public void Read_Pipe_IsNotOpened()
    {
        _store.Put(Good, JournalText.Bytes(s_start, s_row));
        Pipe.Create(_store.At("_journal/run_own/host-2.ndjson"));
        Pipe.Create(_store.At(Progress));

        Assert.Single(Read().Run!.Entries);
    }

    private static byte[] Row(string column) => Encoding.UTF8.GetBytes(
        s_row.Replace("\"e1\"", "\"bad\"", StringComparison.Ordinal).TrimEnd('}') + "," + column.Trim() + "}");

    private static byte[] Noise()
    {
        byte[] bytes = new byte[1000];
        new Random(3).NextBytes(bytes);
        return [.. bytes.Where(b => b != (byte)'\n')];
    }

    private (JournaledRun? Run, List<MetricsException> Problems) Read()
    {
        var problems = new List<MetricsException>();
        return (JournalReplay.Read(_store.At("_journal/run_own"), problems.Add), problems);
    }
}
