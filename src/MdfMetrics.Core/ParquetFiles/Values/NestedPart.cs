using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>
/// One column of a nested column: puts its values where they belong in the rows, by their levels. A repetition level
/// tells which list goes on, a definition level how far down there is something.
/// </summary>
/// <param name="source">The column.</param>
/// <param name="rows">The nested column, row by row: groups, lists and values, as its other columns left them.</param>
internal sealed class NestedPart(ColumnSource source, object?[] rows)
{
    private readonly IReadOnlyList<SchemaElement> _path = source.Path;
    private readonly int[] _indexes =
        new int[source.Path.Count(static element => element.RepetitionType == FieldRepetitionType.REPEATED)];

    private int _row = -1;
    private int _definition;
    private object? _value;

    /// <exception cref="Decoding.ColumnException">The levels contradict each other.</exception>
    /// <exception cref="Decoding.UnsupportedException">The values are of a type that is not read.</exception>
    public void Read()
    {
        System.Type type = source.PartType;
        Action read = type switch
        {
            _ when type == typeof(ReadOnlyMemory<char>) => Read<ReadOnlyMemory<char>>,
            _ when type == typeof(bool) => Read<bool>,
            _ when type == typeof(long) => Read<long>,
            _ when type == typeof(ulong) => Read<ulong>,
            _ when type == typeof(int) => Read<int>,
            _ when type == typeof(uint) => Read<uint>,
            _ when type == typeof(short) => Read<short>,
            _ when type == typeof(ushort) => Read<ushort>,
            _ when type == typeof(sbyte) => Read<sbyte>,
            _ when type == typeof(byte) => Read<byte>,
            _ when type == typeof(double) => Read<double>,
            _ when type == typeof(float) => Read<float>,
            _ => throw source.UnsupportedPart(),
        };
        read();
    }

    private void Read<T>()
        where T : struct
    {
        using ColumnValues<T> values = source.ReadPart<T>();
        for (int i = 0; i < values.Count; i++)
        {
            Begin(values.Repetitions.Span[i]);
            _definition = values.Definitions.Span[i];
            _value = !values.TryGet(i, out T value) ? null
                : value is ReadOnlyMemory<char> text ? text.ToString()
                : value;
            rows[_row] = Put(rows[_row], 0, 0, 0);
        }
    }

    private void Begin(int repetition)
    {
        _row += repetition == 0 ? 1 : 0;
        if (_row < 0 || _row >= rows.Length || repetition > _indexes.Length)
        {
            throw source.Fail("has levels that can't be");
        }

        if (repetition > 0)
        {
            _indexes[repetition - 1]++;
        }

        Array.Clear(_indexes, repetition, _indexes.Length - repetition);
    }

    private object? Put(object? known, int depth, int level, int list)
    {
        switch (_path[depth].RepetitionType)
        {
            case FieldRepetitionType.REPEATED:
                var items = known as List<object?> ?? [];
                if (_definition > level)
                {
                    while (items.Count <= _indexes[list])
                    {
                        items.Add(null);
                    }

                    items[_indexes[list]] = Inside(items[_indexes[list]], depth, level + 1, list + 1);
                }

                return items;
            case FieldRepetitionType.OPTIONAL:
                return _definition > level ? Inside(known, depth, level + 1, list) : known;
            default:
                return Inside(known, depth, level, list);
        }
    }

    private object? Inside(object? known, int depth, int level, int list)
    {
        if (depth == _path.Count - 1)
        {
            return _value;
        }

        NestedGroup group = known as NestedGroup ?? new NestedGroup(_path[depth]);
        string member = _path[depth + 1].Name;
        group[member] = Put(group.GetValueOrDefault(member), depth + 1, level, list);
        return group;
    }
}
