using System.Text;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests;

/// <summary>Errors of runs that quote whole documents.</summary>
public sealed class ErrorTextTests
{
    private const string Mark = "… (cut: the whole text has 65,537 bytes)";

    [Theory]
    [InlineData("x", 65_536)]
    [InlineData("é", 32_768)]
    [InlineData("😀", 16_384)]
    public void Kept_MoreThan64Kilobytes_IsTheBeginningAndAMark(string character, int count)
    {
        string error = string.Concat(Enumerable.Repeat(character, count));

        Assert.Equal(error, ErrorText.Kept(error));
        string cut = ErrorText.Kept("a" + error)!;
        Assert.InRange(Encoding.UTF8.GetByteCount(cut), 65_530, 65_536);
        Assert.EndsWith(Mark, cut, StringComparison.Ordinal);
        Assert.False(WellFormed.HasHalf(cut));
        Assert.Equal(cut, ErrorText.Kept(cut));
        Assert.Null(ErrorText.Kept(null));
    }

    [Fact]
    public void Error_OfARunThatIsWritten_IsCut()
    {
        using var store = new TemporaryStore();
        Sample sample = Sample.Create("r");
        store.Write(sample with { Run = sample.Run with { error = new string('x', 65_537) } });

        Assert.EndsWith(Mark, Assert.Single(store.Runs()).error, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_OfARunOfAForeignJournal_IsCut()
    {
        using var store = new TemporaryStore();
        string stop = JournalText.Stop.Replace(
            "\"completed\"",
            $"\"failed\",\"error\":\"{new string('x', 65_537)}\"",
            StringComparison.Ordinal);
        store.Put("_journal/run_own/host-1.ndjson", JournalText.Bytes(
            JournalText.Start("own", JournalText.DeadProcess),
            JournalText.Operator("s", "o", 7),
            stop));

        store.Restore("own");

        Assert.EndsWith(Mark, store.Run().error, StringComparison.Ordinal);
    }
}
