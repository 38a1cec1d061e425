using MdfMetrics.Module.Tests.Faults;

namespace MdfMetrics.Module.Tests.Workers;

/// <summary>Processes that work for one run, some of which were killed.</summary>
public sealed class ProcessTests(WorkerProcesses processes) : IClassFixture<WorkerProcesses>
{
    [Fact]
    public void Stop_SomeWereKilled_CompletesTheRun() => Assert.Equal("completed", processes.Status);

    [Fact]
    public void Stop_SomeWereKilled_NamesThemAndNoOther()
    {
        string warning = Assert.Single(processes.Warnings);

        Assert.Equal(
            processes.Killed,
            processes.Ids.Where(id => warning.Contains(id, StringComparison.Ordinal)));
    }

    [Fact]
    public void Rows_OperatorsThatEnded_CountOnceForEveryProcess() => Assert.Equal(
        processes.Ids.Select(id => $"done {id} 100").Order(StringComparer.Ordinal),
        processes.Rows.Where(row => row.StartsWith("done ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void Rows_ProcessesThatEndedOrLeft_HaveAllTheyDid() => Assert.Equal(
        processes.Ids.Except(processes.Killed).Select(id => $"open {id} 100000").Order(StringComparer.Ordinal),
        processes.Rows.Where(row => row.EndsWith(" 100000", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void Stage_EveryProcess_IsAWorkerOfIt() => Assert.Equal(
        [$"{processes.Ids.Length}"],
        processes.Texts("($m | Get-MdfStageMetric).num_workers"));

    [Fact]
    public void Journals_OfAll_AreGone() =>
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(processes.Store, "_journal")));

    [Fact]
    public void Store_ReadAsADashboardDoes_HasTheRun() => Assert.Equal(1, DuckDbFiles.Read(processes.Store));
}
