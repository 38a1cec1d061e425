using System.Text.Json;
using MdfMetrics.Aggregation;
using MdfMetrics.Alerts.Conditions;
using MdfMetrics.Journal.Lines;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;
using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Storage;

/// <summary>
/// A column is declared once, in the schema: whatever carries rows takes all columns along, those too that are added
/// tomorrow.
/// </summary>
public sealed class EveryColumnTests
{
    [Fact]
    public void Schema_EveryPropertyThatCanBeSet_IsAColumn()
    {
        Check(MetricsSchema.Runs, "store", "path");
        Check(MetricsSchema.Stages);
        Check(MetricsSchema.Operators, "entry_id", "revision");
        Check(MetricsSchema.Histograms);

        static void Check<TRow>(DatasetSchema<TRow> schema, params string[] others)
            where TRow : class => Assert.Equal(
                typeof(TRow).GetProperties()
                    .Where(property => property.CanWrite)
                    .Select(property => property.Name)
                    .Order(),
                schema.Columns.Select(column => column.Name).Concat(others).Order());
    }

    [Fact]
    public void Files_GiveEveryColumnBack()
    {
        using var store = new TemporaryStore();
        RunMetrics run = DistinctColumns.Fill(MetricsSchema.Runs, MetricsSchema.Runs.Create(), but: "run_id") with
        {
            run_id = "r",
        };
        StageMetrics stage = DistinctColumns.Fill(MetricsSchema.Stages, MetricsSchema.Stages.Create()) with
        {
            run_id = "r",
        };
        OperatorMetrics row = DistinctColumns.Fill(MetricsSchema.Operators, MetricsSchema.Operators.Create()) with
        {
            run_id = "r",
        };
        store.Write(new Sample(run, [stage], [row]));

        RunMetrics read = Assert.Single(store.Runs());
        AssertSame(MetricsSchema.Runs, run, read);
        AssertSame(MetricsSchema.Stages, stage, Assert.Single(store.Stages(read)));
        AssertSame(MetricsSchema.Operators, row, Assert.Single(store.Operators(read)));
    }

    [Fact]
    public void OperatorLine_GivesEveryColumnBack()
    {
        OperatorMetrics row = DistinctColumns.Fill(MetricsSchema.Operators, MetricsSchema.Operators.Create());

        AssertSame(
            MetricsSchema.Operators,
            row,
            OperatorLine.Read(Journaled(json => OperatorLine.Write(json, row)), row.run_id, "none"));
    }

    [Fact]
    public void StageLine_GivesEveryColumnBack()
    {
        StageMetrics stage = StageOfNoRun();
        stage = stage with { pass_rate = Rates.PassRate(stage.input_records, stage.output_records) };
        var known = StageRecord.Of(stage);

        StageRecord read = StageLine.Read(Journaled(json => StageLine.Write(json, known)), stage.run_id);

        AssertSame(MetricsSchema.Stages, stage, Aggregated.Stage(read));
    }

    [Fact]
    public void RunLines_GiveBackAllButTheTotals()
    {
        RunMetrics run = DistinctColumns.Fill(MetricsSchema.Runs, MetricsSchema.Runs.Create(), but: "status") with
        {
            run_id = "r",
            host = null,
            status = RunStatus.Failed,
        };

        RunMetrics started = RunLine.ReadStart(Journaled(json => RunLine.WriteStart(json, run)));
        RunMetrics stopped = RunLine.ReadStop(Journaled(json => RunLine.WriteStop(json, run)), started);

        Assert.Equal(RunStatus.Running, started.status);
        foreach (Column<RunMetrics> column in MetricsSchema.Runs.Columns
            .Where(column => column.Kind is not (ColumnKind.Count or ColumnKind.Percent or ColumnKind.PerSecond)))
        {
            Assert.True(column.AreSame(run, stopped), column.Name);
        }
    }

    [Fact]
    public void StageFigures_Over_TakesWhatIsNotGivenFromTheOlder()
    {
        StageMetrics older = StageOfNoRun();
        StageFigures newer = StageFigures.From(Given.Columns("""{"output_records":3,"total_time":null}"""));

        StageMetrics stage = Aggregated.Stage(
            StageRecord.Of(older) with { PassRate = double.NaN, Given = newer.Over(StageFigures.Of(older)) });

        AssertSame(
            MetricsSchema.Stages,
            older with { output_records = 3, pass_rate = Rates.PassRate(older.input_records, 3) },
            stage);
    }

    [Fact]
    public void MergeRuns_EveryColumn_GoesByItsKind()
    {
        OperatorMetrics[] rows = [.. new[] { 2, 1 }.Select(turn => DistinctColumns.Fill(
            MetricsSchema.Operators,
            MetricsSchema.Operators.Create() with { stage_name = "s", operator_name = "o", pipeline_name = "p" },
            turn,
            "stage_name",
            "operator_name",
            "pipeline_name"))];

        OperatorMetrics sum = Assert.Single(MetricsAggregator.MergeRuns(rows));

        foreach (Column<OperatorMetrics> column in MetricsSchema.Operators.Columns.Where(column => !IsComputed(column)))
        {
            (object? first, object? second) = (column.Value(rows[0]), column.Value(rows[1]));
            object? expected = column.Kind switch
            {
                ColumnKind.Count => (long)first! + (long)second!,
                ColumnKind.Seconds => (double)first! + (double)second!,
                ColumnKind.Text => first,
                ColumnKind.Json => MergedMetrics.Of([(JsonMap?)first, (JsonMap?)second]),
                _ => second,
            };
            Assert.Equal((column.Name, expected), (column.Name, column.Value(sum)));
        }

        static bool IsComputed(Column<OperatorMetrics> column) =>
            column.Kind is ColumnKind.Percent or ColumnKind.PerSecond
            || column.Name is "run_id" or "worker_id" or "latency_method"
            || column.Name.EndsWith("_latency", StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_CanNameEveryColumnButMoments()
    {
        Check(AlertLevel.Run, MetricsSchema.Runs);
        Check(AlertLevel.Stage, MetricsSchema.Stages);
        Check(AlertLevel.Operator, MetricsSchema.Operators);

        static void Check<TRow>(AlertLevel level, DatasetSchema<TRow> schema)
            where TRow : class => Assert.All(schema.Columns, column => Assert.Equal(
                column.Kind == ColumnKind.Time ? null : column.Kind,
                AlertColumns.Find(level, column.Kind == ColumnKind.Json ? $"{column.Name}.a" : column.Name)?.Kind));
    }

    /// <summary>Its pipeline is the run's to tell.</summary>
    private static StageMetrics StageOfNoRun() =>
        DistinctColumns.Fill(MetricsSchema.Stages, MetricsSchema.Stages.Create(), but: "pipeline_name");

    private static JsonRecord Journaled(Action<Utf8JsonWriter> write) =>
        new(JsonDocument.Parse(JsonRecordWriter.Object(write)).RootElement);

    private static void AssertSame<TRow>(DatasetSchema<TRow> schema, TRow expected, TRow actual)
        where TRow : class => Assert.All(schema.Columns, column =>
            Assert.True(
                column.AreSame(expected, actual),
                $"{column.Name}: {column.Value(expected)}, {column.Value(actual)}"));
}
