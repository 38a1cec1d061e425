using MdfMetrics.Storage.Commits;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Integrity;

/// <summary>Checks the records of maintenance.</summary>
internal static class RecordCheck
{
    /// <summary>A finding for each that can't be read.</summary>
    public static IEnumerable<StoreFinding> Findings(string store)
    {
        IEnumerable<(string Path, long Generation)> records = MaintenanceLayout.Committed(store)
            .Select(generation => (MaintenanceLayout.Record(store, generation), generation))
            .Concat(MaintenanceLayout.Unfinished(store)
                .Select(generation => (MaintenanceLayout.Intent(store, generation), generation)));
        foreach ((string path, long generation) in records)
        {
            if (Problem(path, generation) is { } problem)
            {
                // What this account may not read may be whole.
                bool isTorn = problem.InnerException is FormatException;
                yield return new StoreFinding
                {
                    kind = isTorn ? FindingKind.TornRecord : FindingKind.UnreadableFile,
                    path = path,
                    message = problem.Message,
                    repair = isTorn ? FindingRepair.Quarantine : FindingRepair.None,
                    store = store,
                };
            }
        }
    }

    private static MetricsException? Problem(string path, long generation)
    {
        try
        {
            ChangeRecord.Read(path, generation);
            return null;
        }
        catch (MetricsException exception)
        {
            return exception;
        }
        catch (FileNotFoundException)
        {
            // Finished and gone since it was listed.
            return null;
        }
    }
}
