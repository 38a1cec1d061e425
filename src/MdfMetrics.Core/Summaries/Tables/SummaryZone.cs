using MdfMetrics.Records;
using MdfMetrics.Summaries.Periods;

namespace MdfMetrics.Summaries.Tables;

/// <summary>The time zone of a store's summaries, kept beside them: <c>summaries/_zone.json</c>. Without it, UTC.</summary>
internal static class SummaryZone
{
    public const string FileName = "_zone.json";

    private const int Version = 1;

    public static string PathOf(string store) => Path.Combine(SummaryFiles.Root(store), FileName);

    /// <exception cref="MetricsException">
    /// FileCorrupt: the file is damaged, or of a later version; InvalidTimeZone: this machine does not know the zone.
    /// </exception>
    public static PeriodZone Read(string store)
    {
        string path = PathOf(store);
        if (!File.Exists(path))
        {
            return PeriodZone.Utc;
        }

        string name = NameIn(store);
        return ZoneNames.TryFind(name) ?? throw new MetricsException(
            MetricsError.InvalidTimeZone,
            $"The summaries of '{store}' are of the time zone '{name}', which this machine does not know. Install the "
                + "system's time zones (the package tzdata) anew, or update them on a machine that knows it.",
            path);
    }

    public static byte[] Content(PeriodZone zone) => JsonRecordWriter.Object(json =>
    {
        json.Count("version", Version);
        json.Text("time_zone", zone.Id);
    });

    /// <summary>The error that a table has rows of another zone.</summary>
    public static MetricsException Other(string store, string table, string found, PeriodZone zone) => new(
        MetricsError.FileCorrupt,
        $"'{table}' has rows of the time zone '{found}', while the summaries of the store are of '{zone.Id}' by "
            + $"'{PathOf(store)}'. Restore the folder '{SummaryFiles.Root(store)}' from a backup; or delete it, and "
            + "Update-MdfSummary builds the summaries anew from the runs that are still there.",
        table);

    private static string NameIn(string store)
    {
        try
        {
            JsonRecord record = JsonLines.ReadWhole(PathOf(store));
            return record.GetInt64("version") != Version
                ? throw new FormatException("a later version of MdfMetrics wrote it")
                : record.GetString("time_zone") ?? throw new FormatException("it names no time zone");
        }
        catch (FormatException exception)
        {
            throw new MetricsException(
                MetricsError.FileCorrupt,
                $"The time zone of the summaries can't be read from '{PathOf(store)}': {exception.Message}. Restore it "
                    + $"from a backup; or delete the folder '{SummaryFiles.Root(store)}' to have the summaries built anew "
                    + "from the runs that are still there.",
                PathOf(store),
                exception);
        }
    }
}
