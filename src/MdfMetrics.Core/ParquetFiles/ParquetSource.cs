using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.ParquetFiles.Decoding;
using MdfMetrics.ParquetFiles.Values;
using Parquet;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles;

/// <summary>
/// A Parquet file that is open: its footer is read, row groups and columns are as they are asked for.
/// </summary>
internal sealed class ParquetSource : IDisposable
{
    private static readonly ParquetOptions s_options = new();

    private readonly FileWindow _file;
    private readonly ParquetReader _reader;
    private readonly Dictionary<string, Field> _fields = [];
    private readonly Dictionary<string, Field> _fieldsInAnyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly IReadOnlyDictionary<string, SchemaLeaf> _leaves;
    private readonly TextAllowance _text = new();

    private readonly bool _isExact;

    private ParquetSource(FileWindow file, ParquetReader reader, bool isExact)
    {
        (_file, _reader, _isExact) = (file, reader, isExact);
        _leaves = SchemaLeaf.All(reader.Metadata!.Schema);
        Schema = ReadSchema(reader);
        foreach (Field field in Schema.Fields)
        {
            _fields.TryAdd(field.Name, field);
            _fieldsInAnyCase.TryAdd(field.Name, field);
        }
    }

    /// <summary>The columns as the file declares them.</summary>
    public ParquetSchema Schema { get; }

    public int Groups => _reader.RowGroupCount;

    /// <summary>The key-values of the footer.</summary>
    public IReadOnlyDictionary<string, string> Footer => _reader.CustomMetadata;

    /// <summary>Opens a file. It throws what the system and the decoder throw.</summary>
    /// <param name="isExact">
    /// Whether a value that can't be held is refused, as whoever rewrites the file must; else that value is lost alone.
    /// </param>
    public static ParquetSource Open(string path, bool isExact = false)
    {
        // A pipe or a device has no length, and to open it may take for ever.
        if (new FileInfo(path).Length == 0)
        {
            throw new EndOfStreamException();
        }

        return Open(new FileWindow(File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete)), isExact);
    }

    /// <summary>Opens what a window shows, and disposes it in the end.</summary>
    public static ParquetSource Open(FileWindow file, bool isExact = false)
    {
        try
        {
            ParquetGuard.CheckFooter(file);
            return new ParquetSource(file, Blocking.Wait(ParquetReader.CreateAsync(file, s_options)), isExact);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How many rows a row group has.</summary>
    public int Rows(int group)
    {
        long rows = _reader.RowGroups[group].RowCount;
        ParquetGuard.CheckRows(_file.Length, rows);
        return (int)rows;
    }

    /// <summary>Whether there is a column of a name, be it in other case.</summary>
    public bool Has(string column) => _fieldsInAnyCase.ContainsKey(column);

    /// <summary>A column of a row group, its name be in other case; null where the file does not have it.</summary>
    /// <exception cref="UnsupportedException">It is more than a list.</exception>
    public ColumnSource? Column(int group, string name)
    {
        if (!_fields.TryGetValue(name, out Field? field) && !_fieldsInAnyCase.TryGetValue(name, out field))
        {
            return null;
        }

        // The items of a list count as the column.
        return (field is ListField list ? list.Item : field) is DataField data
            && _leaves.TryGetValue(data.Path.ToString(), out SchemaLeaf? leaf)
            ? new ColumnSource(_reader.RowGroups[group], data, leaf, _file, _text, _isExact)
            : throw new UnsupportedException($"column {name} has columns of its own");
    }

    /// <summary>The rows of a row group.</summary>
    /// <param name="schema">The dataset. Columns that the file lacks are NULL, others than its own are ignored.</param>
    /// <param name="isWanted">
    /// Asked with rows of which only the key columns are there: all others are read for the rows wanted alone. Null
    /// takes all.
    /// </param>
    public TRow[] ReadRows<TRow>(
        DatasetSchema<TRow> schema,
        int group,
        Func<TRow, bool>? isWanted,
        CancellationToken token)
        where TRow : class
    {
        if (!Has(schema.Columns[0].Name))
        {
            throw new ColumnException(schema.Columns[0].Name, "is missing");
        }

        var rows = new TRow?[Rows(group)];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = schema.Create();
        }

        int left = rows.Length;
        for (int i = 0; i < schema.Columns.Count && (left > 0 || rows.Length == 0); i++)
        {
            token.ThrowIfCancellationRequested();
            Column<TRow> column = schema.Columns[i];
            if (Column(group, column.Name) is { } source)
            {
                Blocking.Wait(column.ReadAsync(source, rows));
            }
            else
            {
                column.Clear(rows);
            }

            if (i == schema.KeyColumns - 1 && isWanted is not null)
            {
                left = Keep(rows, isWanted);
            }
        }

        return [.. rows.OfType<TRow>()];
    }

    /// <summary>Some columns of a row group; those that the file lacks are NULL.</summary>
    public ColumnBatch ReadBatch(int group, IReadOnlyList<ColumnBuffer> columns, CancellationToken token)
    {
        var batch = new ColumnBatch(columns);
        ReadInto(batch, group, token);
        return batch;
    }

    /// <summary>Some columns of all row groups.</summary>
    public ColumnBatch ReadAll(Func<IReadOnlyList<ColumnBuffer>> createColumns, CancellationToken token)
    {
        var all = new ColumnBatch(createColumns());
        for (int group = 0; group < Groups; group++)
        {
            ReadInto(all, group, token);
        }

        return all;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void ReadInto(ColumnBatch batch, int group, CancellationToken token)
    {
        int rows = Rows(group);
        foreach (ColumnBuffer column in batch.Columns)
        {
            token.ThrowIfCancellationRequested();
            if (Column(group, column.Name) is { } source)
            {
                Blocking.Wait(column.ReadAsync(source, rows));
            }
            else
            {
                column.AddNulls(rows);
            }
        }
    }

    private static ParquetSchema ReadSchema(ParquetReader reader)
    {
        try
        {
            return reader.Schema;
        }
        catch (Exception exception) when (exception is NotSupportedException or NotImplementedException)
        {
            throw new UnsupportedException($"It has a column of a type that is not known: {exception.Message}");
        }
    }

    private static int Keep<TRow>(TRow?[] rows, Func<TRow, bool> isWanted)
        where TRow : class
    {
        int left = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (isWanted(rows[i]!))
            {
                left++;
            }
            else
            {
                rows[i] = null;
            }
        }

        return left;
    }
}
