using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Host;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>Processes that write to one store at the same time.</summary>
public sealed class SideBySideTests
{
    private const int Processes = 4;
    private const int RunspacesOfEach = 4;
    private const int RunsOfEach = 3;

    [Fact]
    public async Task Get_WhileSixteenWriters_ListsOnlyWholeRunsAndNoError()
    {
        const string Write = """
            param($Store, $Name)
            $module = (Get-Module MdfMetrics).Path
            1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                $writer = $_
                Import-Module $using:module
                foreach ($n in 1..3) {
                    Start-MdfRun -RunId "$using:Name-$writer-$n" -Path $using:Store {
                        foreach ($stage in 1..2) {
                            Enter-MdfStage "s$stage" {
                                1..20 | Measure-MdfOperator a { $_ } | Measure-MdfOperator b { if ($_ % 2) { $_ } } | Out-Null
                            }
                        }
                    }
                }
            }
            """;
        using ModuleSession session = Scripts.Open();
        Directory.CreateDirectory(session.Store);
        Task<MdfResult[]> writing = Task.WhenAll(Enumerable.Range(0, Processes)
            .Select(n => Task.Run(() => MdfProcess.Run(Write, session.Store, $"p{n}"))));
        int seen = 0;
        while (!writing.IsCompleted)
        {
            int now = AssertWhole(session);
            Assert.True(now >= seen);
            seen = now;
        }

        Assert.All(await writing, result => result.Clean());
        Assert.Equal(Processes * RunspacesOfEach * RunsOfEach, AssertWhole(session));
        Assert.Equal(Processes * RunspacesOfEach * RunsOfEach, DuckDbFiles.Read(session.Store));
        Assert.Empty(Directory.GetDirectories(Path.Combine(session.Store, "_journal")));
    }

    [Fact]
    public async Task Start_OneIdInManyProcesses_OneWinsAndTheOthersDoNothing()
    {
        const string Race = """
            param($Store, $Spelling)
            Set-Content "$Store.ready-$Spelling" x
            while (-not (Test-Path "$Store.go")) { }
            Start-MdfRun -RunId $Spelling -Path $Store {
                'worked'
                Start-Sleep -Milliseconds 500
            }
            """;
        using var folder = new TemporaryFolder();
        string store = Path.Combine(folder.Path, "store");
        string[] spellings = ["nightly", "run_nightly", "Nightly"];
        Task<MdfResult[]> racing = Task.WhenAll(spellings.Select(
            spelling => Task.Run(() => MdfProcess.Run(Race, store, spelling))));
        try
        {
            Eventually.Holds(
                () => Array.TrueForAll(spellings, name => File.Exists($"{store}.ready-{name}")),
                TimeSpan.FromMinutes(2),
                "the start of all processes");
        }
        finally
        {
            File.WriteAllText($"{store}.go", string.Empty);
        }

        MdfResult[] results = await racing;

        Assert.Equal("worked\n", string.Concat(results.Select(result => result.Output)));
        Assert.All(
            results.Where(result => result.Output.Length == 0),
            result => Assert.Contains("Choose another id", result.Errors, StringComparison.Ordinal));
    }

    private static int AssertWhole(ModuleSession session)
    {
        PSObject[] runs = [.. session.Invoke("Get-MdfRun").Clean().Output];
        Assert.All(runs, run => Assert.Equal(
            ("completed", 2L, 20L, 10L),
            ($"{run.Properties["status"].Value}", Count(run, "num_stages"), Count(run, "total_input_records"), Count(run, "total_output_records"))));
        KeyValuePair<string, int>[] rows =
            [.. session.Invoke("Get-MdfRun -Last 3 | Get-MdfOperatorMetric | % { $_.run_id }").Clean().Texts().CountBy(id => id)];
        Assert.InRange(rows.Length, Math.Min(3, runs.Length), 3);
        Assert.All(rows, row => Assert.Equal(4, row.Value));
        return runs.Length;
    }

    private static long Count(PSObject run, string column) => (long)run.Properties[column].Value;
}
