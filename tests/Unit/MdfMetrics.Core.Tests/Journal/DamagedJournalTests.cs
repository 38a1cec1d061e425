using System.Text;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Records;

namespace MdfMetrics.Tests.Journal;

/// <summary>Journals that are torn or broken: what is wrong is reported, and the rest is read.</summary>
public sealed class DamagedJournalTests : IDisposable
{
    private readonly WrittenJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void Replay_TornLastLine_IsIgnored()
    {
        string path = _journal.Write(WrittenJournal.Started, WrittenJournal.Operator("\"input_records\":1"));
        string line = WrittenJournal.Operator("\"input_records\":2,\"revision\":1");
        for (int length = 1; length <= line.Length; length++)
        {
            string whole = File.ReadAllText(path);
            File.AppendAllText(path, line[..length]);
            Assert.Equal(1, Assert.Single(_journal.Replay().Entries).input_records);
            File.WriteAllText(path, whole);
        }

        Assert.Empty(_journal.Problems);
    }

    [Theory]
    [InlineData("""{"event":"operator","stage_name":"s","operator_name":"o","timestamp":"soon"}""", "timestamp is of a wrong type")]
    [InlineData("""{"event":"operator","stage_name":5,"operator_name":"o"}""", "stage_name is of a wrong type")]
    [InlineData("""{"event":"operator","time":"2026-01-24T12:00:00Z","stage_name":"s"}""", "operator_name is missing")]
    [InlineData("""{"event":"operator","stage_name":"s","operator_name":"o"}""", "timestamp is missing")]
    [InlineData("""{"event":"operator","time":5}""", "time is of a wrong type")]
    [InlineData("""{"event":["operator"]}""", "event is of a wrong type")]
    [InlineData("""{"event":"\ud800"}""", "half a surrogate pair")]
    [InlineData("""{"event":"stage","stage_name":"s","timestamp":"2026-01-24","given":5}""", "given is of a wrong type")]
    [InlineData("""{"event":"stage","stage_name":"s"}""", "timestamp is missing")]
    [InlineData("""{"event":"stage","timestamp":"2026-01-24T12:00:00Z"}""", "stage_name is missing")]
    [InlineData("""{"event":"run_stopped","status":"completed"}""", "duration is missing")]
    [InlineData("[1,2]", "it is no JSON object")]
    [InlineData("garbage", "it is no JSON")]
    [InlineData("{\"event\":\"operator\"", "it is no JSON")]
    public void Replay_BrokenLine_IsReportedWithItsNumberAndTheRestIsRead(string line, string problem)
    {
        JournaledRun run = _journal.Replay(WrittenJournal.Started, line, WrittenJournal.Operator("\"input_records\":5"));

        Assert.Equal(5, Assert.Single(run.Entries).input_records);
        Assert.Contains(problem, Assert.Single(_journal.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"input_records\":-1")]
    [InlineData("\"input_records\":1.5")]
    [InlineData("\"input_records\":\"5\"")]
    [InlineData("\"input_records\":99999999999999999999")]
    [InlineData("\"total_time\":-1")]
    [InlineData("\"total_time\":1e999")]
    [InlineData("\"p50_latency\":true")]
    [InlineData("\"latency_histogram\":\"not base64\"")]
    [InlineData("\"latency_histogram\":\"AAAA\"")]
    [InlineData("\"revision\":\"x\"")]
    public void Replay_ImpossibleFigure_IsReportedAndTheRestIsRead(string member)
    {
        JournaledRun run = _journal.Replay(WrittenJournal.Started, WrittenJournal.Operator(member + ",\"entry_id\":\"bad\""), WrittenJournal.Operator("\"input_records\":5"));

        Assert.Equal(5, Assert.Single(run.Entries).input_records);
        Assert.Single(_journal.Problems);
    }

    [Fact]
    public void Replay_LineOfOneMegabyte_IsReadAndALongerOneReported()
    {
        string Padded(int length, string entry)
        {
            string line = WrittenJournal.Operator($"\"entry_id\":\"{entry}\",\"pad\":\"\"");
            return line.Insert(line.Length - 2, new string('x', length - line.Length));
        }

        JournaledRun run = _journal.Replay(
            WrittenJournal.Started,
            Padded(JsonLines.LongestLine, "fits"),
            Padded(JsonLines.LongestLine + 1, "longer"),
            Padded(5 * JsonLines.LongestLine, "huge"),
            WrittenJournal.Operator("\"entry_id\":\"last\""));

        Assert.Equal(["fits", "last"], run.Entries.Select(row => row.entry_id).Order());
        Assert.Equal(2, _journal.Problems.Count);
        Assert.Contains("longer than", _journal.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_BytesThatAreNoText_AreReportedAndTheRestIsRead()
    {
        string path = _journal.Write(WrittenJournal.Started);
        using (FileStream file = File.Open(path, FileMode.Append))
        {
            file.Write([0xFF, 0xFE, 0x00, (byte)'\n']);
            file.Write([.. "{\"event\":\""u8, 0xC3, 0x28, .. "\"}\n"u8]);
            file.Write(Encoding.UTF8.GetBytes(WrittenJournal.Minimal + "\n"));
        }

        Assert.Single(_journal.Replay().Entries);
        Assert.Equal(2, _journal.Problems.Count);
    }

    [Fact]
    public void Replay_AnyByteChanged_IsReadOrReported()
    {
        // One bit more or less makes no id of another.
        string[] ids = ["a", "d", "h"];
        string[] lines = [.. ids.Select(id => WrittenJournal.Operator($"\"entry_id\":\"{id}\",\"input_records\":5"))];
        string path = _journal.Write([WrittenJournal.Started, .. lines]);
        byte[] whole = File.ReadAllBytes(path);
        int start = WrittenJournal.Started.Length + 1;
        int reported = 0;
        foreach (byte mask in new byte[] { 0x01, 0x80, 0xFF })
        {
            for (int i = start; i < whole.Length; i++)
            {
                byte[] damaged = [.. whole];
                damaged[i] ^= mask;
                File.WriteAllBytes(path, damaged);
                _journal.Problems.Clear();
                OperatorMetrics[] entries = [.. _journal.Replay().Entries];

                // With the break between two lines both are damaged.
                int line = (i - start) / (lines[0].Length + 1);
                int next = whole[i] == (byte)'\n' ? line + 1 : line;
                Assert.All(
                    ids.Where((_, number) => number != line && number != next),
                    id => Assert.Equal(5, Assert.Single(entries, row => row.entry_id == id).input_records));
                reported += _journal.Problems.Count;
            }
        }

        Assert.NotEqual(0, reported);
    }

    [Fact]
    public void Replay_ManyProblems_AreToldTenTimes()
    {
        _journal.Replay([WrittenJournal.Started, .. Enumerable.Repeat("garbage", 1000)]);

        Assert.Equal(10, _journal.Problems.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"operators":5}""")]
    [InlineData("""{"operators":[5,"x",null],"stages":[{}]}""")]
    public void Replay_BrokenProgress_IsReportedAndTheLinesStand(string progress)
    {
        string path = _journal.Write(WrittenJournal.Started, WrittenJournal.Minimal);
        File.WriteAllText(Path.ChangeExtension(path, ".progress.json"), progress);

        Assert.Single(_journal.Replay().Entries);
        Assert.NotEmpty(_journal.Problems);
    }

    [Fact]
    public void Replay_BrokenRowInProgress_LeavesTheOthers()
    {
        string path = _journal.Write(WrittenJournal.Started);
        File.WriteAllText(Path.ChangeExtension(path, ".progress.json"), $$"""{"operators":[5,{{WrittenJournal.Minimal}}]}""");

        Assert.Single(_journal.Replay().Entries);
        Assert.Single(_journal.Problems);
    }
}
