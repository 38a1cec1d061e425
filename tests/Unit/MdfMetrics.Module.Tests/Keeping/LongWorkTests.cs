using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>
/// The bars of long work. It is made long by whoever takes the cmdlet's output or errors in its own time, or takes two
/// seconds by itself, because it waits for readers.
/// </summary>
public sealed class LongWorkTests : IDisposable
{
    private const string Slowly = "2>&1 | ForEach-Object { Start-Sleep -Milliseconds 600 }";

    private const string Fill = """
        foreach ($i in 0..5) {
            $null = Start-MdfRun -RunId "r$i" { Enter-MdfStage s { 1..3 | Measure-MdfOperator o { $_ } | Out-Null } }
        }
        """;

    private const string Content = """
        param($store)
        Get-MdfRun -Path $store | ForEach-Object { "$($_.run_id) $(($_ | Get-MdfOperatorMetric).input_records)" }
        """;

    private readonly ModuleSession _session = new();

    public LongWorkTests() => _session.Invoke(Fill).Clean();

    public void Dispose() => _session.Dispose();

    public static TheoryData<string, string, string> Works() => new()
    {
        { "Optimize-MdfMetrics -Before ([datetime]::MaxValue)", "Compacting metrics", "Waiting for readers" },
        { "Clear-MdfMetrics -MaxSize 1 -KeepLast 4", "Clearing metrics", "Waiting for readers" },
        { "Get-MdfRun r1, r2 | Remove-MdfRun", "Removing runs from metrics", "Waiting for readers" },
        { $"Damage stages; Test-MdfMetrics {Slowly}", "Checking metrics", "Checking stages: * of 6 files" },
        {
            $"Damage stages; Test-MdfMetrics | Repair-MdfMetrics -PassThru {Slowly}",
            "Repairing metrics",
            "Checking stages: * of 6 files"
        },
        {
            $"Damage stages; Update-MdfSummary {Slowly}",
            "Updating the Day summary of metrics",
            "Counting * of * files"
        },
        { $"Restore-MdfRun x, y, z {Slowly}", "Restoring runs of metrics", "Restoring: 2 of 3 runs" },
        { $"Get-MdfRun | Export-MdfMetrics other -PassThru {Slowly}", "Exporting runs", "Writing: 5 of 6 runs" },
        {
            $"Damage operators; Get-MdfRun | Export-MdfReport {Slowly}",
            "Reporting on runs to report.html",
            "Reading operators: * of 6 runs"
        },
        // A page for each run, one of the pipeline, one of all.
        {
            $"Damage operators; Export-MdfReport -Site pages {Slowly}",
            "Reporting on runs to pages",
            "Writing: * of 8 pages"
        },
    };

    [Theory]
    [MemberData(nameof(Works))]
    public void LongWork_Shown_TellsWhatIsDoneAndGoesInTheEnd(string script, string activity, string status)
    {
        IReadOnlyList<ProgressRecord> shown = Shown(script);

        Assert.Equal([activity], shown.Select(record => record.Activity).Distinct());
        Assert.Contains(
            shown,
            record => new WildcardPattern(status).IsMatch(record.StatusDescription));
        AssertTakenAway(shown);
        int[] percents = [.. shown.SkipLast(1).Select(record => record.PercentComplete)];
        Assert.All(percents, percent => Assert.InRange(percent, 0, 100));
        Assert.Equal(percents.Order(), percents);
    }

    [Fact]
    public void LongWork_OfTwoStores_HasABarForEach()
    {
        IReadOnlyList<ProgressRecord> shown = Shown(
            "1..2 | ForEach-Object { Start-MdfRun -Path other { } }; "
                + "Optimize-MdfMetrics -Path metrics, other -Before ([datetime]::MaxValue)");

        Assert.Equal(
            ["Compacting metrics", "Compacting other"],
            shown.Where(record => record.RecordType == ProgressRecordType.Completed).Select(record => record.Activity));
        Assert.Equal(_session.Store, shown[0].CurrentOperation);
        Assert.Equal(Path.Combine(_session.Folder, "other"), shown[^2].CurrentOperation);
    }

    [Theory]
    [InlineData("$ProgressPreference = 'SilentlyContinue'; Optimize-MdfMetrics -Before ([datetime]::MaxValue)")]
    [InlineData("Optimize-MdfMetrics -Before ([datetime]::MaxValue) -ProgressAction Ignore")]
    public void LongWork_ProgressNotWanted_IsNotShown(string script) => Assert.Empty(Shown(script));

    [Theory]
    [InlineData("Test-MdfMetrics | ForEach-Object { Start-Sleep -Milliseconds 600; $_ } | Select-Object -First 2")]
    [InlineData("try { Test-MdfMetrics | % { Start-Sleep -Milliseconds 600; if ($n++) { throw } } } catch { }")]
    public void LongWork_EndedByOthers_LeavesNoBar(string script) => AssertTakenAway(Shown($"Damage stages; {script}"));

    [Theory]
    [InlineData("Optimize-MdfMetrics -Before ([datetime]::MaxValue)", 6)]
    [InlineData("Get-MdfRun r0, r1 | Remove-MdfRun", 4)]
    [InlineData("Clear-MdfMetrics -MaxSize 1 -KeepLast 4", 4)]
    public void LongWork_StoppedWhileItWaits_LeavesTheStoreRight(string script, int runs)
    {
        using PowerShell shell = _session.Start(script);

        StopAt(shell, "Waiting for readers");

        Assert.Equal(
            Enumerable.Range(6 - runs, runs).Select(i => $"r{i} 3"),
            _session.Invoke(Content, "metrics").Clean().Texts());
        Assert.Empty(_session.Invoke("Test-MdfMetrics").Clean().Output);
    }

    [Fact]
    public void LongWork_ExportStopped_LeavesWholeRuns()
    {
        using PowerShell shell = _session.Start(
            "Get-MdfRun | Export-MdfMetrics other -PassThru | ForEach-Object { [Threading.Thread]::Sleep(600) }");
        StopAt(shell, "Writing: 1 of 6 runs");

        string[] written = [.. _session.Invoke(Content, "other").Clean().Texts()];
        Assert.InRange(written.Length, 1, 3);
        Assert.Equal(Enumerable.Range(0, written.Length).Select(i => $"r{i} 3"), written);
        Assert.Empty(_session.Invoke("Test-MdfMetrics -Path other").Clean().Output);
    }

    private static void StopAt(PowerShell shell, string status)
    {
        using var isReached = new ManualResetEventSlim();
        shell.Streams.Progress.DataAdded += (_, added) =>
        {
            if (shell.Streams.Progress[added.Index].StatusDescription == status)
            {
                isReached.Set();
            }
        };
        shell.BeginInvoke();
        Assert.True(isReached.Wait(TimeSpan.FromSeconds(60)));

        shell.Stop();

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error.Select(error => error.ToString()));
    }

    private static void AssertTakenAway(IReadOnlyList<ProgressRecord> shown)
    {
        Assert.NotEmpty(shown);
        Assert.All(shown.SkipLast(1), record => Assert.Equal(ProgressRecordType.Processing, record.RecordType));
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
    }

    /// <summary>What of this module's is shown by a script, which may damage the files of runs 1 and 2.</summary>
    private IReadOnlyList<ProgressRecord> Shown(string script)
    {
        using PowerShell shell = _session.Start($$"""
            function Damage($dataset) {
                Get-Item "metrics/$dataset/*_r[12].parquet" | ForEach-Object { Set-Content $_.FullName torn }
            }
            {{script}}
            """);
        shell.Invoke();
        Assert.Empty(shell.Streams.Error.Select(error => error.ToString()));
        return
        [
            .. shell.Streams.Progress
                .Where(record => !record.Activity.StartsWith("Preparing", StringComparison.Ordinal)),
        ];
    }
}
