using System.Management.Automation;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Journal.Replay;
using MdfMetrics.Progress;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Base of the cmdlets that make something of runs: by their ids in a store, or as they are piped in.</summary>
public abstract class RunInputCommand : MdfCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("run_id", "Id")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public PSObject[]? RunId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "store")]
    public string? LiteralPath { get; set; }

    /// <summary>Whether neither ids nor runs were given.</summary>
    private protected bool IsUnasked => RunId is null && !MyInvocation.ExpectingInput;

    private string Store => StorePath(LiteralPath is { } path && IsFileOfIds(path) ? null : LiteralPath);

    /// <summary>The runs that an id, a wildcard or an object stands for.</summary>
    private protected RunMetrics[] Find(PSObject run)
    {
        if (!RunInput.Names(run, out string? id, out string? store))
        {
            return [RunInput.From(run)];
        }

        RunMetrics[] found = ReadAny(RunIdFilter.Create([id]).Apply(new RunQuery()), store);
        return found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(id)
            ? found
            : throw GivenRun.NotFound(id, store ?? Store);
    }

    /// <summary>The one run that an id without wildcards or an object stands for.</summary>
    private protected RunMetrics FindOne(PSObject run) => GivenRun.Find(run, ReadAny, Store);

    private protected IEnumerable<RunMetrics> Read(RunQuery query) => Read(query, Store);

    private IEnumerable<RunMetrics> Read(RunQuery query, string store)
    {
        WorkProgress progress = BeginProgress("Finding runs in", store);
        progress.Begin("Reading runs", "runs", total: null, left: 1);
        return progress.Follow(new MetricsReader(store).ReadRuns(query, ReportFile, Cancellation));
    }

    /// <summary>Each run once, in the order in which they came.</summary>
    private protected static IEnumerable<RunMetrics> Distinct(IEnumerable<RunMetrics> runs) =>
        runs.DistinctBy(run => (run.store, MdfMetrics.RunId.Canonical(run.run_id)));

    private protected static void Require(bool isFound, string message, object? target)
    {
        if (!isFound)
        {
            throw new MetricsException(MetricsError.RunNotFound, message, target);
        }
    }

    /// <exception cref="MetricsException">InvalidPath: no file can be there.</exception>
    /// <param name="what">What is written: "report".</param>
    private protected static void CheckTarget(string path, string what)
    {
        if (Directory.Exists(path))
        {
            throw new MetricsException(
                MetricsError.InvalidPath,
                $"'{path}' is a folder. Give the path of the {what}'s file.",
                path);
        }

        string? folder = System.IO.Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
        {
            throw new MetricsException(
                MetricsError.InvalidPath,
                $"There is no folder '{folder}' to write the {what} into. Make it, or give another -Path.",
                path);
        }
    }

    private RunMetrics[] ReadAny(RunQuery query, string? itsStore)
    {
        string store = itsStore ?? Store;
        RunMetrics[] found = [.. Read(query, store)];

        // It may be going on, or dead: then only its journals tell of it.
        return found.Length > 0 || !Directory.Exists(store)
            ? found
            : [.. new JournalReader(store, TimeProvider.System).ReadRuns(query, ReportFile, Cancellation)];
    }
}
