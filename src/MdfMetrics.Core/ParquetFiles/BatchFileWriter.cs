using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Values;
using Parquet;
using Parquet.Schema;

namespace MdfMetrics.ParquetFiles;

/// <summary>
/// Writes a file of many runs: several row groups, Zstandard, and in the footer when the runs of each group start. The
/// caller adds the runs in order of their start; one row group at a time is in memory.
/// </summary>
internal sealed class BatchFileWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly int _rowsPerGroup;
    private readonly ParquetSchema _schema;
    private readonly ColumnBatch _rows;
    private readonly ParquetTarget _file;
    private readonly List<TimeRange> _starts = [];
    private TimeRange? _open;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to; disposed in the end.</param>
    /// <param name="rowsPerGroup">How many rows a row group has at most.</param>
    public BatchFileWriter(Stream stream, IReadOnlyList<ColumnBuffer> columns, int rowsPerGroup)
    {
        _stream = stream;
        _rowsPerGroup = rowsPerGroup;
        _schema = new ParquetSchema([.. columns.Select(column => column.CreateField())]);
        _rows = new ColumnBatch(columns);
        HashSet<string> texts = [.. columns.OfType<TextBatch>().Select(column => column.Name)];
        _file = Blocking.Wait(ParquetTarget.CreateAsync(stream, _schema, CompressionMethod.Zstd, texts.Contains));
    }

    /// <summary>Adds rows.</summary>
    /// <param name="from">The batch that has them.</param>
    /// <param name="start">The first one.</param>
    /// <param name="starts">When their runs start.</param>
    public void Add(ColumnBatch from, int start, int count, TimeRange starts)
    {
        if (_rows.Rows > 0 && _rows.Rows + count > _rowsPerGroup)
        {
            Flush();
        }

        for (; count > _rowsPerGroup; start += _rowsPerGroup, count -= _rowsPerGroup)
        {
            Append(from, start, _rowsPerGroup, starts);
            Flush();
        }

        Append(from, start, count, starts);
    }

    /// <summary>Writes what is left and the footer.</summary>
    public void Complete()
    {
        if (_rows.Rows > 0 || _starts.Count == 0)
        {
            Flush();
        }

        Blocking.Wait(_file.CompleteAsync(new Dictionary<string, string>(ParquetFile.Footer)
        {
            [GroupStarts.Key] = GroupStarts.Format(_starts),
        }));
    }

    public void Dispose() => _stream.Dispose();

    private void Append(ColumnBatch from, int start, int count, TimeRange starts)
    {
        _open = _open?.Join(starts) ?? starts;
        _rows.Add(from, start, count);
    }

    private void Flush()
    {
        _file.BeginGroup();
        for (int i = 0; i < _rows.Columns.Count; i++)
        {
            Blocking.Wait(_rows.Columns[i].WriteAsync(_file, _schema.Fields[i]));
        }

        _file.EndGroup();
        _starts.Add(_open ?? TimeRange.Any);
        _open = null;
        _rows.Clear();
    }
}
