using MdfMetrics.ParquetFiles.Batches;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>A dataset: its folder, how its files are named, and its columns in order.</summary>
/// <param name="name">The dataset's name and folder.</param>
/// <param name="filePrefix">What comes before the run's key in a file's name.</param>
/// <param name="keyColumns">How many columns, the first ones, tell whether a row is wanted.</param>
/// <param name="create">A row with nothing in it.</param>
/// <param name="columns">The columns. They are only ever appended; name, type, unit and meaning never change.</param>
internal sealed class DatasetSchema<TRow>(
    string name,
    string filePrefix,
    int keyColumns,
    Func<TRow> create,
    params Column<TRow>[] columns)
    : Dataset(name, filePrefix)
    where TRow : class
{
    /// <summary>How many columns, the first ones, are read before it is decided which rows are wanted.</summary>
    public int KeyColumns { get; } = keyColumns;

    /// <summary>The columns in the order of the file.</summary>
    public IReadOnlyList<Column<TRow>> Columns { get; } = columns;

    /// <summary>The columns as Parquet.Net declares them.</summary>
    public ParquetSchema Parquet { get; } = new([.. columns.Select(column => column.Field)]);

    public override IReadOnlyList<ColumnBuffer> CreateBatchColumns() =>
        [.. Columns.Select(column => column.CreateBatch())];

    /// <summary>A row with nothing in it.</summary>
    public TRow Create() => create();

    /// <summary>The same dataset to be read without some of its columns, as if files had none of them.</summary>
    public DatasetSchema<TRow> Without(params string[] names) =>
        new(Name, FilePrefix, KeyColumns, create, [.. Columns.Where(column => !names.Contains(column.Name))]);

    /// <summary>The same with some of its columns alone, those that are read first among them.</summary>
    public DatasetSchema<TRow> Only(params string[] names) =>
        Without([.. Columns.Select(column => column.Name).Except(names)]);

    /// <summary>Whether two rows would be written the same.</summary>
    public bool AreSame(TRow first, TRow second) => Columns.All(column => column.AreSame(first, second));
}
