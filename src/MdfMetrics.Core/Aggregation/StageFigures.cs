using System.Text.Json;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Aggregation;

/// <summary>Columns of a stage that the user gave; the others come from the stage's operator rows.</summary>
public sealed class StageFigures
{
    /// <summary>
    /// All but those of <see cref="StageRecord"/>, the run's pipeline, and the rate, which follows from the counts.
    /// </summary>
    private static readonly Column<StageMetrics>[] s_columns =
    [
        .. MetricsSchema.Stages.Columns.Where(column => column.Name
            is not ("run_id" or "stage_name" or "timestamp" or "stage_index" or "wall_time" or "custom_metrics")
            and not ("pipeline_name" or "pass_rate")),
    ];

    private readonly StageMetrics _values;
    private readonly Column<StageMetrics>[] _given;

    /// <param name="tryTake">Puts a column into a row; false where it is not given.</param>
    private StageFigures(Func<Column<StageMetrics>, StageMetrics, bool> tryTake)
    {
        _values = MetricsSchema.Stages.Create();
        _given = Array.FindAll(s_columns, column => tryTake(column, _values));
    }

    /// <summary>True when nothing is given.</summary>
    internal bool IsEmpty => _given.Length == 0;

    /// <summary>The figures that are given.</summary>
    /// <exception cref="MetricsException">InvalidMetric: a negative figure.</exception>
    internal static StageFigures From(IColumnReader given) =>
        new((column, row) => Figure.TryTake(column, given, row));

    /// <summary>That a stage is auxiliary.</summary>
    internal static StageFigures Auxiliary { get; } =
        Beyond(MetricsSchema.Stages.Create() with { role = StageRole.Auxiliary }, MetricsSchema.Stages.Create());

    /// <summary>All figures that a stage has.</summary>
    internal static StageFigures Of(StageMetrics stage) => new((column, row) => column.TryCopy(stage, row));

    /// <summary>The figures of a stage that its operator rows do not explain: those that the user gave.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="computed">What its rows alone give, or gave.</param>
    internal static StageFigures Beyond(StageMetrics stage, params IReadOnlyList<StageMetrics> computed) => new(
        (column, row) => !computed.Any(known => IsSame(column, stage, known)) && column.TryCopy(stage, row));

    /// <summary>These figures, and those of an older delivery where these have none.</summary>
    internal StageFigures Over(StageFigures? older) => older is null ? this : new StageFigures((column, row) =>
        (_given.Contains(column) && column.TryCopy(_values, row))
            || (older._given.Contains(column) && column.TryCopy(older._values, row)));

    /// <summary>Puts the figures into a row in the place of those that it has.</summary>
    internal void PutInto(StageMetrics row)
    {
        foreach (Column<StageMetrics> column in _given)
        {
            column.TryCopy(_values, row);
        }
    }

    /// <summary>Writes the figures into a JSON object.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        foreach (Column<StageMetrics> column in _given)
        {
            column.Write(json, _values);
        }
    }

    /// <summary>A mean of the same rows in another order may differ in its last digits.</summary>
    private static bool IsSame(Column<StageMetrics> column, StageMetrics first, StageMetrics second) =>
        column.AreSame(first, second)
        || (column.Value(first) is double x && column.Value(second) is double y
            && Math.Abs(x - y) <= 1e-9 * Math.Abs(x));
}
