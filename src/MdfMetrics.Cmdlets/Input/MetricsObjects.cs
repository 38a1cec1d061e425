using System.Management.Automation;
using MdfMetrics.Collection;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// Makes metrics of objects that have their columns: live ones, or what a job, JSON or CSV left of them.
/// </summary>
internal static class MetricsObjects
{
    /// <summary>A RunMetrics, StageMetrics or OperatorMetrics.</summary>
    /// <exception cref="MetricsException">
    /// InvalidMetric: the object is none of these, or a column can't be read.
    /// </exception>
    public static object From(PSObject source)
    {
        if (source.BaseObject is RunMetrics or StageMetrics or OperatorMetrics)
        {
            return source.BaseObject;
        }

        var columns = new ObjectReader(source);
        return source.Properties switch
        {
            var given when given["run_id"] is null => throw NoMetrics(source),
            var given when given["operator_name"] is not null => Operator(columns),
            var given when given["stage_name"] is not null => Row(MetricsSchema.Stages, columns),
            var given when given["start_time"] is not null => Run(columns),
            _ => throw NoMetrics(source),
        };
    }

    private static RunMetrics Run(ObjectReader from) => Row(MetricsSchema.Runs, from) with
    {
        store = from.GetString("store"),
        path = from.GetString("path"),
    };

    private static OperatorMetrics Operator(ObjectReader from) => OperatorFigures.ToMetrics(
        from,
        Identity(MetricsSchema.Operators, from) with
        {
            entry_id = from.GetString("entry_id"),
            revision = from.GetInt64("revision") ?? 0,
        });

    private static TRow Row<TRow>(DatasetSchema<TRow> schema, ObjectReader from)
        where TRow : class
    {
        TRow row = Identity(schema, from);
        foreach (Column<TRow> column in schema.Columns)
        {
            column.TryRead(from, row);
        }

        return row;
    }

    /// <summary>A row with what every dataset begins with: the names that it is unique by, and when it began.</summary>
    private static TRow Identity<TRow>(DatasetSchema<TRow> schema, ObjectReader from)
        where TRow : class
    {
        TRow row = schema.Create();
        foreach (Column<TRow> column in schema.Columns)
        {
            if (!column.TryRead(from, row))
            {
                throw Missing(column.Name);
            }

            if (column.Kind == ColumnKind.Time)
            {
                break;
            }
        }

        return row;
    }

    private static MetricsException Missing(string column) =>
        new(MetricsError.InvalidMetric, $"The object's column {column} is missing or empty. Give it a value.", column);

    private static MetricsException NoMetrics(PSObject source) => new(
        MetricsError.InvalidMetric,
        "The object has no columns of a run, a stage or an operator. Pipe what Stop-MdfRun, Get-MdfRun, "
            + "Get-MdfStageMetric or Get-MdfOperatorMetric returned.",
        source);
}
