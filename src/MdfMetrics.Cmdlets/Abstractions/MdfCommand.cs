using System.Management.Automation;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Cmdlets.Session;
using MdfMetrics.Configuration;
using MdfMetrics.Files;
using MdfMetrics.Progress;
using MdfMetrics.Runs;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>
/// Base of the cmdlets: the runspace's session, store paths, and errors of Core as error records, see
/// <see cref="ErrorRecords"/>.
/// </summary>
public abstract class MdfCommand : PSCmdlet, IDisposable
{
    private protected const string FileSystemProvider = "FileSystem";

    private const string StoreParameter = "LiteralPath";

    private readonly CancellationTokenSource _stopping = new();
    private readonly ProgressBar _bar;

    protected MdfCommand() => _bar = new ProgressBar(this);

    private protected static RunspaceSession Session => RunspaceSession.Current;

    /// <summary>Cancelled by Ctrl+C; work that it ends is a stopped pipeline and no error.</summary>
    private protected CancellationToken Cancellation => _stopping.Token;

    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void StopProcessing() => _stopping.Cancel();

    protected sealed override void BeginProcessing()
    {
        this.WarnOfHalves(MyInvocation.BoundParameters.Values);
        Report(CheckStore);
        Report(Begin);
    }

    protected sealed override void ProcessRecord() => Report(Process);

    protected sealed override void EndProcessing()
    {
        Report(End);
        foreach (string warning in CosmeticCall.TakeWarnings())
        {
            WriteWarning(warning);
        }
    }

    private protected virtual void Begin()
    {
    }

    private protected virtual void Process()
    {
    }

    private protected virtual void End()
    {
    }

    /// <summary>
    /// The full path of the store to write to: given, configured, the current run's, $env:…, ./metrics.
    /// </summary>
    private protected string StorePath(string? given, MetricsOptions? options = null) =>
        given is null ? FullPath(options?.OutputPath ?? Session.DefaultStore) : NamedStore(given);

    /// <summary>The full path of a store that was named: an empty text does not mean the current folder.</summary>
    private protected string NamedStore(string path) => path.Length > 0 ? FullPath(path) : throw NamesNoStore();

    /// <summary>
    /// Whether a path that is piped in is that of the file whose lines are the ids: Get-Content puts it on each of them.
    /// </summary>
    private protected bool IsFileOfIds(string path) => MyInvocation.ExpectingInput
        && MyInvocation.BoundParameters.Keys.Any(name => name is "RunId" or "Difference")
        && File.Exists(NamedStore(path));

    /// <summary>The full path of an item that need not exist, relative to the current location.</summary>
    private protected string FullPath(string path)
    {
        string full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return provider.Name == FileSystemProvider ? full : throw NotFileSystem(path, provider);
    }

    private protected static MetricsException NotFileSystem(string path, ProviderInfo provider) => new(
        MetricsError.InvalidPath,
        $"'{path}' is a path of the {provider.Name} provider. Give a folder of the file system.",
        path);

    /// <summary>Does what costs nothing else when it fails: its error is written, and the cmdlet goes on.</summary>
    private protected void ContinueOnError(Action work)
    {
        try
        {
            work();
        }
        catch (MetricsException e)
        {
            WriteError(e.ToErrorRecord());
        }
    }

    /// <summary>Does what fails alone as one of several that are piped in; else it ends the statement.</summary>
    private protected void ContinueWhenPiped(Action work)
    {
        if (MyInvocation.ExpectingInput)
        {
            ContinueOnError(work);
        }
        else
        {
            work();
        }
    }

    /// <summary>A file that can't be read costs its own rows only.</summary>
    private protected void ReportFile(MetricsException error) => WriteError(error.ToErrorRecord());

    /// <summary>Begins long work, and shows how far it is as long as it goes on.</summary>
    /// <param name="activity">What is done.</param>
    /// <param name="path">The store or folder that it is done to; null where that is not one.</param>
    private protected WorkProgress BeginProgress(string activity, string? path) => _bar.Begin(activity, path);

    /// <summary>Writes each item when it is there: WriteObject collects an enumeration first.</summary>
    private protected void WriteEach<T>(IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            WriteObject(item);
        }
    }

    /// <summary>Tells, once, that the run's journal can't be written.</summary>
    /// <exception cref="RuntimeException">Ends the script, where the configuration wants that.</exception>
    private protected void ReportJournal(LiveRun run)
    {
        if (run.JournalError is not { } error || !run.TakeStoreWarning())
        {
            return;
        }

        if (run.Options.OnStoreError == OnStoreError.Stop)
        {
            throw error.AsThrown();
        }

        WriteWarning(error.Message);
    }

    /// <summary>The run of -Run, or the current one.</summary>
    /// <exception cref="MetricsException">NoCurrentRun, RunStopped, InvalidParameters.</exception>
    private protected LiveRun RequireRun(RunHandle? given)
    {
        this.RequireRunValue();
        return Session.RequireRun(given);
    }

    private protected static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>
    /// Who gives -LiteralPath does not mean the default store: a variable has no value. Runs that are piped in are
    /// bound later, and a live one has no store.
    /// </summary>
    private void CheckStore()
    {
        if (MyInvocation.BoundParameters.TryGetValue(StoreParameter, out object? given) && (given is string[] paths
            ? paths.Length == 0 || Array.Exists(paths, string.IsNullOrEmpty)
            : given is null or ""))
        {
            throw NamesNoStore();
        }
    }

    private static MetricsException NamesNoStore() => new(
        MetricsError.InvalidParameters,
        $"-{StoreParameter} was given and names no store. Give the folder of one, or leave the parameter out: "
            + "then the store is the current run's, else $env:MDF_METRICS_PATH, else ./metrics.");

    private void Report(Action work)
    {
        try
        {
            work();
        }
        catch (MetricsException e)
        {
            ThrowTerminatingError(e.ToErrorRecord());
        }
        catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            _bar.Complete();
        }
    }
}
