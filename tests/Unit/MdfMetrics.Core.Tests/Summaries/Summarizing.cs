using MdfMetrics.ParquetFiles;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Summaries;
using MdfMetrics.Summaries.Periods;
using MdfMetrics.Summaries.Tables;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Summaries;

/// <summary>Helpers of the tests of summaries.</summary>
internal static class Summarizing
{
    /// <summary>A run whose figures, names and latencies depend on its number.</summary>
    public static Sample Numbered(int number, DateTime start, int latencies = 40)
    {
        Sample sample = Sample.Create($"job-{number}", start, latencies: latencies + number);
        return sample with
        {
            Run = sample.Run with
            {
                duration = 10 + number,
                total_input_records = 1000 + number,
                total_output_records = 900 - number,
                overall_pass_rate = 90 - (number / 8.0),
                total_errors = number,
                status = number % 3 == 0 ? RunStatus.Failed : RunStatus.Completed,
            },
            Stages = [.. sample.Stages.Select(row => row with
            {
                stage_name = Named(row.stage_name),
                wall_time = 0.5 + number,
                input_records = 10 + number,
            })],
            Operators = [.. sample.Operators.Select(row => row with
            {
                stage_name = Named(row.stage_name),
                total_time = row.total_time + number,
                pass_rate = 50 + number,
                error_count = number,
            })],
        };
    }

    /// <summary>Writes runs 0, 1, … that start so many hours after each other.</summary>
    public static void WriteNumbered(this TemporaryStore store, DateTime start, int count, double hours)
    {
        for (int i = 0; i < count; i++)
        {
            store.Write(Numbered(i, start.AddHours(i * hours)), (PartitionBy)(i % 3));
        }
    }

    /// <summary>Updates a summary where nothing may go wrong.</summary>
    public static SummaryUpdate Summarize(this TemporaryStore store, SummaryPeriod period = SummaryPeriod.Day) =>
        store.Summarize(period, static error => throw error, static warning => Assert.Fail(warning));

    /// <summary>Updates a summary.</summary>
    public static SummaryUpdate Summarize(
        this TemporaryStore store,
        SummaryPeriod period,
        Action<MetricsException> onError,
        Action<string> onWarning,
        Action<SummaryStep>? onStep = null) =>
        new SummaryUpdater(store.Path, TimeProvider.System) { OnStep = onStep }.Update(period, onError, onWarning);

    /// <summary>The rows of a level as they are shown.</summary>
    public static List<RunSummary> RunSummaries(this TemporaryStore store, SummaryQuery? query = null) =>
        [.. new SummaryReader(store.Path).ReadRuns(query ?? new SummaryQuery(), static error => throw error)];

    /// <inheritdoc cref="RunSummaries"/>
    public static List<StageSummary> StageSummaries(this TemporaryStore store, SummaryQuery? query = null) =>
        [.. new SummaryReader(store.Path).ReadStages(query ?? new SummaryQuery(), static error => throw error)];

    /// <inheritdoc cref="RunSummaries"/>
    public static List<OperatorSummary> OperatorSummaries(this TemporaryStore store, SummaryQuery? query = null) =>
        [.. new SummaryReader(store.Path).ReadOperators(query ?? new SummaryQuery(), static error => throw error)];

    /// <summary>The bytes of all files of the summaries, by path: what the store says of them.</summary>
    public static SortedDictionary<string, string> SummaryContent(string store)
    {
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string root = Path.Combine(store, "summaries");
        foreach (
            string file in Directory.Exists(root) ? Directory.GetFiles(root, "*", SearchOption.AllDirectories) : [])
        {
            content.Add(Path.GetRelativePath(root, file), Convert.ToHexString(File.ReadAllBytes(file)));
        }

        return content;
    }

    /// <summary>
    /// All figures of rows as text; sums of seconds may differ in their last bits with the order of adding.
    /// </summary>
    public static IEnumerable<string> Shown<TRow>(IEnumerable<TRow> rows) =>
        rows.Select(row => string.Join(' ', typeof(TRow).GetProperties()
            .Where(property => property.Name != "store")
            .Select(property => property.GetValue(row) is double number ? $"{number:G12}" : $"{property.GetValue(row)}")));

    /// <summary>Puts a compacted file into a dataset.</summary>
    public static void Put(this TemporaryStore store, string dataset, byte[] content)
    {
        Directory.CreateDirectory(store.At(dataset));
        File.WriteAllBytes(store.At($"{dataset}/compacted_2026-01_00000001.parquet"), content);
    }

    /// <summary>Changes the row of a run, as rows that come late do.</summary>
    public static void Rewrite(this TemporaryStore store, string id, Func<RunMetrics, RunMetrics> change)
    {
        RunMetrics run = store.Runs().Single(run => run.run_id == id);
        File.WriteAllBytes(run.path!, ParquetFile.Serialize(MetricsSchema.Runs, [change(run)]));
    }

    /// <summary>Deletes all files of a run.</summary>
    public static void Delete(this TemporaryStore store, string id)
    {
        foreach (string file in Directory.GetFiles(store.Path, $"*{id}.parquet", SearchOption.AllDirectories))
        {
            File.Delete(file);
        }
    }

    private static string Named(string stage) => stage == "stage_0" ? "étape 数据 😀" : stage;
}
