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
                yield return new StoreFinding
                {
                    kind = FindingKind.TornRecord,
                    path = path,
                    message = problem,
                    repair = FindingRepair.Quarantine,
                    store = store,
                };
            }
        }
    }

    private static string? Problem(string path, long generation)
    {
        try
        {
            ChangeRecord.Read(path, generation);
            return null;
        }
        catch (MetricsException exception)
        {
            return exception.Message;
        }
        catch (FileNotFoundException)
        {
            // Finished and gone since it was listed.
            return null;
        }
    }
}
