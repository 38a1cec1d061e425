using MdfMetrics.Journal.Replay;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>What one journal tells of its process: how long it was at it, and which stages it has open.</summary>
public sealed class ReplayedJournalTests
{
    private readonly ReplayedJournal _journal = new(Path.GetFullPath("none.ndjson"), static error => throw error);

    /// <summary>A line of a stage that was open tells that it was left, once another one is told of.</summary>
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "a b")]
    [InlineData("a a", "a")]
    [InlineData("a a b", "b")]
    [InlineData("a b a c", "b c")]
    [InlineData("a b b a c", "c")]
    [InlineData("a a b a", "b a")]
    [InlineData("a A", "a A")]
    public void TellStage_Again_IsLeftWhenTheNextIsEntered(string told, string open)
    {
        foreach (string stage in told.Split(' '))
        {
            _journal.TellStage(stage);
        }

        Assert.Equal(open.Split(' ').Order(StringComparer.Ordinal), _journal.OpenStages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ForgetStages_ToldAgainBefore_BeginsAnew()
    {
        _journal.TellStage("a");
        _journal.TellStage("a");
        _journal.ForgetStages();
        Assert.Empty(_journal.OpenStages);
        _journal.TellStage("a");
        _journal.TellStage("b");

        Assert.Equal(["a", "b"], _journal.OpenStages.Order());
    }

    [Theory]
    [InlineData("", 0, null)]
    [InlineData("-", 0, null)]
    [InlineData("7", 0, 7)]
    [InlineData("3 8", 5, 8)]
    [InlineData("8 3", 5, 8)]
    [InlineData("5 - 9 1 -", 8, 9)]
    public void See_MomentsInAnyOrder_AreFromTheFirstToTheLast(string moments, double seconds, int? last)
    {
        foreach (string moment in moments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _journal.See(moment == "-" ? null : Sample.Start.AddSeconds(moment[0] - '0'));
        }

        Assert.Equal(seconds, _journal.Seconds);
        Assert.Equal(last is { } s ? Sample.Start.AddSeconds(s) : null, _journal.LastUtc);
    }

    [Fact]
    public void Read_FileIsGone_HasNothingMoreToTell()
    {
        _journal.Read(static _ => Assert.Fail("There is no line."));

        Assert.True(_journal.Process.HasEnded);
        Assert.Equal(("none", "none"), (_journal.Process.Name, _journal.Process.WorkerId));
    }
}
