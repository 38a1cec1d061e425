using System.Collections.ObjectModel;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Maintenance;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>Base of the cmdlets that work on stores: which ones, and what to do with their damaged files.</summary>
public abstract class StorePathCommand : MdfCommand
{
    // Runs that are piped in bring their store, many the same.
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private bool _hasToldMissing;

    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "store")]
    public string[]? LiteralPath { get; set; }

    /// <summary>Tells the steps of maintenance to those who ask for it.</summary>
    private protected void WriteStep(MaintenanceStep step) => WriteVerbose($"{step}.");

    /// <summary>The full paths of the stores.</summary>
    private protected IEnumerable<string> Stores()
    {
        if (LiteralPath is { Length: > 0 } && !LiteralPath.All(IsFileOfIds))
        {
            return LiteralPath.Select(NamedStore);
        }

        return Path is null ? [StorePath(null)] : Path.SelectMany(Resolve);
    }

    /// <summary>The store that an object tells of; the stores of the call where it tells of none.</summary>
    private protected IEnumerable<string> Stores(string? itsStore) => itsStore is null ? Stores() : [itsStore];

    /// <summary>
    /// A store that was named and is not there is an error. The one that is looked into where none is named need not be
    /// there yet.
    /// </summary>
    private protected void ReportMissing(MetricsException error)
    {
        if (Path is not null || LiteralPath is { Length: > 0 } || Directory.Exists(error.Target as string))
        {
            WriteError(error.ToErrorRecord());
        }
        else if (!_hasToldMissing)
        {
            _hasToldMissing = true;
            WriteWarning(Invariant($"There is no store at '{error.Target}' yet: the first run that ")
                + "Start-MdfRun records there makes it. -Path or $env:MDF_METRICS_PATH names another one.");
        }
    }

    /// <summary>Whether this is a call for all runs of its stores, or an item that brings ids or a store.</summary>
    private protected bool IsAsked(string[]? ids) =>
        !MyInvocation.ExpectingInput || ids is not null || LiteralPath is not null;

    /// <summary>Works on each store, once in a call; what goes wrong with one costs only that one.</summary>
    private protected void ForEachStore(Action<string> work)
    {
        foreach (string store in Stores().Where(store => _done.Add(StoreLayout.FullPath(store))))
        {
            ContinueOnError(() => work(store));
        }
    }

    private Collection<string> Resolve(string path)
    {
        // Start-MdfRun -Path 'a[x]' makes a folder of that very name: where there is one, it is meant.
        if (!WildcardPattern.ContainsWildcardCharacters(path) || Directory.Exists(FullPath(path)))
        {
            return [FullPath(path)];
        }

        // The provider finds nothing for a malformed one, and says nothing.
        Wildcard.Get(path);
        Collection<string> paths = GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
        return provider.Name == FileSystemProvider ? paths : throw NotFileSystem(path, provider);
    }
}
