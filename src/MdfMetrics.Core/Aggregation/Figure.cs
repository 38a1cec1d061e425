using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Records;

namespace MdfMetrics.Aggregation;

/// <summary>The rules for figures that users give: NaN and infinity are «not given», nothing is negative.</summary>
internal static class Figure
{
    /// <summary>Puts a column that is given into a row.</summary>
    /// <returns>False, and the row as it was, where it is not given.</returns>
    /// <exception cref="MetricsException">InvalidMetric.</exception>
    public static bool TryTake<TRow>(Column<TRow> column, IColumnReader given, TRow row)
        where TRow : class
    {
        if (!column.TryRead(given, row))
        {
            return false;
        }

        object? value = column.IsNegative(row) ? column.Value(row) : null;
        return value is null ? true : throw new MetricsException(
            MetricsError.InvalidMetric,
            Invariant($"{column.Name} is {value}; it can't be negative. Give 0 or more."),
            value);
    }
}
