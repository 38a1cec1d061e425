using MdfMetrics.Maintenance.Removal;
using MdfMetrics.Maintenance.RowChanges;
using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Maintenance.Removal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance;

/// <summary>What a file with rows of runs tells: whose bytes they are, and with which others it goes.</summary>
public sealed class RunFileTests
{
    [Theory]
    [InlineData(100, 3, "a", 33)]
    [InlineData(100, 3, "b", 66)]
    [InlineData(100, 3, "A", 33)]
    [InlineData(100, 3, "c", 0)]
    [InlineData(100, 4, "b", 50)]
    [InlineData(9_000_000_000_000_000, 3, "b", 6_000_000_000_000_000)]
    [InlineData(100, 0, "a", 100)]
    public void BytesOf_Run_IsItsShareOfTheRows(long bytes, long rows, string key, long expected) =>
        Assert.Equal(expected, (File("f", rows, ("a", 1), ("b", 2)) with { Bytes = bytes }).BytesOf(key));

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void IsWhole_RowsOfOthers_IsNot(long rows, bool expected) =>
        Assert.Equal(expected, File("f", rows, ("a", 1), ("b", 2)).IsWhole);

    [Fact]
    public void IsWhole_FileWithoutRowsNamedAfterARun_GoesWithIt() => Assert.True(File("f", 0, ("a", 0)).IsWhole);

    [Theory]
    [InlineData("a b c", "(a, b, c) are not removed")]
    [InlineData("a b c d", "(a, b, c, …) are not removed")]
    public void LinkError_Runs_NamesThreeOfThem(string keys, string expected)
    {
        RunFile file = File("f", 9, [.. keys.Split(' ').Select(key => (key, 1L))]);

        MetricsException error = file.LinkError("removed");

        Assert.Equal((MetricsError.InvalidPath, file.Path), (error.Error, error.Target));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{file.Path}'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// a shares a file with a run that stays, b one with a, and c one with b: none of them may go in the first change,
    /// which can't be undone by the second.
    /// </summary>
    [Fact]
    public void Plan_RunsThatShareFilesWithOthersThatDo_GoInTheSecondChange()
    {
        using var store = new TemporaryStore();
        foreach (string id in new[] { "a", "b", "c", "d", "e" })
        {
            store.WriteSmall(id, Sample.Start);
        }

        var plan = new RemovalPlan(
        [
            File("c's", 1, ("c", 1)),
            File("b and c", 2, ("B", 1), ("c", 1)),
            File("d and e", 3, ("d", 2), ("e", 1)),
            File("a and b", 2, ("a", 1), ("b", 1)),
            File("a and one that stays", 2, ("a", 1)),
            File("a's", 1, ("a", 1)),
        ]);

        Assert.Equal(["d and e"], plan.Whole.Select(file => file.Path));
        Assert.Equal(
            ["c's", "b and c", "a and b", "a and one that stays", "a's"],
            plan.Shared.Select(file => file.Path));
        Assert.Equal(
            ["a", "b", "c"],
            store.Candidates("a", "b", "c", "d", "e").Where(plan.IsSharing).Select(run => run.Key).Order());
    }

    private static RunFile File(string path, long rows, params (string Key, long Rows)[] runs) => new(
        MetricsSchema.Runs,
        new DatasetFile(path, null, TimeRange.Any),
        Bytes: 1,
        rows,
        runs.ToDictionary(run => run.Key, run => run.Rows, StringComparer.OrdinalIgnoreCase));
}
