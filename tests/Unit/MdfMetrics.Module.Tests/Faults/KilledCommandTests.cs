using System.Security.Cryptography;
using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Host;
using Xunit.Abstractions;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>
/// Cuts every command that changes a store off at random moments: killed, asked to end, or stopped and woken up. After
/// the next repair each figure is there once, or gone as a whole where it was to go. Left alone, each changes the store.
/// </summary>
public sealed class KilledCommandTests(ITestOutputHelper output)
{
    private const int Kill = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;
    private const int Runs = 12;

    private const string Fill = """
        param($store)
        foreach ($i in 1..12) {
            $at = [datetime]::SpecifyKind('2025-01-01', 'Utc').AddDays($i * 10)
            $rows = foreach ($worker in 'a', 'b') {
                [pscustomobject]@{
                    run_id = "r$i"; stage_name = 's'; operator_name = 'o'; worker_id = $worker; timestamp = $at
                    input_records = $i; output_records = $i; total_time = 1
                }
            }
            $run = [pscustomobject]@{ run_id = "r$i"; start_time = $at; end_time = $at.AddSeconds(2); status = 'completed' }
            @($run) + $rows | Export-MdfMetrics -Path $store | Out-Null
        }
        """;

    private const string Repair = """
        Restore-MdfRun -All | Out-Null
        Optimize-MdfMetrics -Before ([datetime]::MaxValue) | Out-Null
        """;

    private const string Content = """
        Get-MdfRun | ForEach-Object {
            $rows = @($_ | Get-MdfOperatorMetric)
            "$($_.run_id) $(($rows | Measure-Object input_records -Sum).Sum) of $($rows.Count)"
        }
        """;

    /// <summary>Each says that it begins, and does it as often as it is told, or until it is cut off.</summary>
    private static readonly Dictionary<string, string> s_commands = new()
    {
        ["Stop"] = """
            Start-MdfRun -RunId new -Path $Store | Out-Null
            Enter-MdfStage s | Out-Null
            foreach ($n in 1..300) { Add-MdfOperatorMetric o -WorkerId "w$n" -InputRecords 1 -Latency (1..50) | Out-Null }
            Exit-MdfStage | Out-Null
            'begin'
            Stop-MdfRun | Out-Null
            """,
        ["Set"] = "'begin'; foreach ($n in 1..$Times) { Get-MdfRun -Path $Store | Set-MdfRun -Tag @{ n = $n } | Out-Null }",
        ["Optimize"] = "'begin'; Optimize-MdfMetrics -Path $Store -Before ([datetime]::MaxValue) | Out-Null",
        ["Clear"] = "'begin'; Clear-MdfMetrics -Path $Store -KeepLast 6 -OlderThan 1d | Out-Null",
        ["Remove"] = "'begin'; Get-MdfRun -Path $Store | Select-Object -First 6 | Remove-MdfRun | Out-Null",
        ["Update"] = """
            'begin'
            foreach ($n in 1..$Times) {
                Update-MdfSummary -Path $Store -TimeZone $(if ($n % 2) { 'Asia/Tokyo' } else { 'UTC' })
            }
            """,
    };

    public static TheoryData<string> Commands() => [.. s_commands.Keys];

    /// <summary>Else nothing would be cut off below.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_LeftAlone_ChangesTheFiles(string command)
    {
        using var session = new ModuleSession();
        session.Invoke(Fill, session.Store).Clean();
        string[] before = Files(session.Store);

        using (MdfProcess process = Start(command, session.Store, times: "1"))
        {
            Assert.Equal("begin\n", process.Finish().Clean().Output);
        }

        Assert.NotEqual(before, Files(session.Store));
        AssertWhole(session, command);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_CutOffAtAnyMoment_LeavesEachFigureOnce(string command)
    {
        Random random = Seeded.Random(output);
        foreach (int signal in new[] { Kill, Terminate, Stop })
        {
            using var session = new ModuleSession();
            session.Invoke(Fill, session.Store).Clean();
            using (MdfProcess process = Start(command, session.Store, times: "40"))
            {
                Assert.Equal("begin", process.ReadLine());
                process.Live(TimeSpan.FromMilliseconds(random.Next(400)));
                CutOff(process, signal);
            }

            session.Invoke(Repair).Clean();

            AssertWhole(session, command);
        }
    }

    private static MdfProcess Start(string command, string store, string times) =>
        new("param($Store, $Times)\n" + s_commands[command], "-Store", store, "-Times", times);

    /// <summary>The names of the Parquet files, and what is in them.</summary>
    private static string[] Files(string store) =>
    [
        .. Directory.GetFiles(store, "*.parquet", SearchOption.AllDirectories)
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
            .Order(StringComparer.Ordinal),
    ];

    private static void CutOff(MdfProcess process, int signal)
    {
        process.SignalIfAlive(signal);
        if (signal == Stop)
        {
            process.Live(TimeSpan.FromMilliseconds(100));
            process.SignalIfAlive(Continue);
        }

        // In the error of a command that could not begin.
        Assert.DoesNotContain("parameter", process.Finish().Errors, StringComparison.Ordinal);
    }

    private static void AssertWhole(ModuleSession session, string command)
    {
        string[] content = [.. session.Invoke(Content).Clean().Texts()];
        string[] olds = [.. content.Where(line => !line.StartsWith("new ", StringComparison.Ordinal))];
        string[] all = [.. Enumerable.Range(1, Runs).Select(i => $"r{i} {2 * i} of 2")];
        if (command is "Clear" or "Remove")
        {
            Assert.Equal(all[^olds.Length..], olds);
            Assert.InRange(olds.Length, Runs - 6, Runs);
        }
        else
        {
            Assert.Equal(all, olds);
        }

        if (command == "Stop")
        {
            Assert.Equal(["new 300 of 300"], content.Except(olds));
        }

        Assert.Equal(content.Length, DuckDbFiles.Read(session.Store));
        Assert.Empty(session.Invoke("Test-MdfMetrics").Clean().Output);
        Assert.Empty(session.Invoke("Restore-MdfRun -All").Clean().Output);
        Assert.False(File.Exists(Path.Combine(session.Store, "_maintenance", "takeover")));
    }
}
