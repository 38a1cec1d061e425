using System.Globalization;
using MdfMetrics.Module.Tests.Host;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>A process that runs a pipeline until it is killed, and what it said before.</summary>
internal sealed class KilledPipeline
{
    private const string Script = """
        param($Store, $Id, [switch] $Endless)
        function Say($Text) { [Console]::Out.WriteLine($Text); [Console]::Out.Flush() }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $short = @{ executor = @{ metrics = @{ checkpoint_interval = 0.2 } } }
        Say ready
        Start-MdfRun -RunId $Id -Path $Store -Configuration $short {
            Say started
            foreach ($stage in 0..2) {
                Enter-MdfStage "stage$stage" {
                    foreach ($step in 0..3) {
                        $in = 10 + 7 * $step + 50 * $stage
                        $out = 0
                        1..$in | Measure-MdfOperator "op$step" { if ($_ % 3) { $_ } } | ForEach-Object { $out++ }
                        Say "done stage$stage/op$step $in $out"
                        Start-Sleep -Milliseconds 20
                    }
                }
            }
            if ($Endless) {
                Enter-MdfStage long {
                    1..1000000 | Measure-MdfOperator endless {
                        Say "at $_ $($clock.ElapsedMilliseconds)"
                        Start-Sleep -Milliseconds 5
                    }
                }
            }
        }
        Say stopped
        """;

    private readonly List<string[]> _said = [];

    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>Whether Start-MdfRun had begun to run its block.</summary>
    public bool HasStarted => _said.Exists(words => words[0] == "started");

    /// <summary>Whether Start-MdfRun had come back.</summary>
    public bool HasStopped => _said.Exists(words => words[0] == "stopped");

    /// <summary>The operators that were done: stage/operator, records in, records out.</summary>
    public IEnumerable<string> Done =>
        _said.Where(words => words is ["done", _, _, _]).Select(words => string.Join(' ', words[1..]));

    /// <summary>The last record that the endless operator began; 0 when it did none.</summary>
    public long Last => At.LastOrDefault().Record;

    private IEnumerable<(long Record, long Milliseconds)> At =>
        _said.Where(words => words is ["at", _, _]).Select(words => (Number(words[1]), Number(words[2])));

    /// <summary>Starts a pipeline and kills it.</summary>
    /// <param name="store">The store it writes to.</param>
    /// <param name="id">Its run's id.</param>
    /// <param name="endless">Whether it goes on until it is killed.</param>
    /// <param name="from">The word of the line from which on it lives.</param>
    /// <param name="after">How long it lives from then on.</param>
    public static KilledPipeline Run(string store, string id, bool endless, string from, TimeSpan after)
    {
        using var process = new MdfProcess(
            Script,
            ["-Store", store, "-Id", id, .. endless ? ["-Endless"] : Array.Empty<string>()]);
        var killed = new KilledPipeline { Id = id };
        do
        {
            killed._said.Add(process.ReadLine()!.Split(' '));
        }
        while (killed._said[^1][0] != from);
        process.Live(after);
        process.Kill();
        string[] lines = process.Finish().Output.Split('\n');
        killed._said.AddRange(lines[..^1].Select(line => line.Split(' '))); // The last line may be torn.
        return killed;
    }

    /// <summary>The record that the endless operator had begun so long before its end; 0 when it did none.</summary>
    public long LastBefore(TimeSpan span)
    {
        var at = At.ToArray();
        return at.LastOrDefault(moment => moment.Milliseconds <= at[^1].Milliseconds - span.TotalMilliseconds).Record;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
