using System.Globalization;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Columns;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles;

/// <summary>What whoever rewrites a file carries over, and which files must be left alone for it.</summary>
internal static class UnknownColumns
{
    /// <summary>Why a file can't be rewritten because of the version that wrote it; null where it can.</summary>
    public static string? NewerSchema(ParquetSource source) =>
        source.Footer.TryGetValue(SchemaVersion.Key, out string? value)
        && (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            || version > SchemaVersion.Current)
            ? $"a later version wrote it ({SchemaVersion.Key} {value}); update this module"
            : null;

    /// <summary>Empty columns for those of a file that are not the dataset's.</summary>
    /// <returns>Why the file can't be rewritten because of them; null where it can.</returns>
    public static string? Extras(Dataset dataset, ParquetSource source, out IReadOnlyList<ColumnBuffer> extras)
    {
        HashSet<string> known = new(
            dataset.CreateBatchColumns().Select(column => column.Name),
            StringComparer.OrdinalIgnoreCase);
        if (source.Schema.Fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(fields => fields.Count() > 1)?.Key is { } twice)
        {
            extras = [];
            return $"it has two columns {twice}";
        }

        var found = new List<ColumnBuffer>();
        extras = found;
        foreach (Field field in source.Schema.Fields.Where(field => !known.Contains(field.Name)))
        {
            if (ExtraColumn.Create(field) is not { } column)
            {
                return $"its column {field.Name} is of a type that can't be carried over";
            }

            found.Add(column);
        }

        return null;
    }
}
