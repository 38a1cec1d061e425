using System.Buffers;
using System.Runtime.CompilerServices;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>The values of a column chunk, one for each row (in a list column: each item), some of them NULL.</summary>
internal sealed class ColumnValues<T>(int count, int presentLevel) : IDisposable
    where T : struct
{
    private readonly T[] _values = Rent<T>(count);
    private readonly int[] _definitions = Rent<int>(count);
    private readonly int[] _repetitions = Rent<int>(count);

    /// <summary>How many values there are, NULLs included.</summary>
    public int Count => count;

    /// <summary>Where the reader puts the values that are not NULL, one after another.</summary>
    public Memory<T> Buffer => _values.AsMemory(0, count);

    /// <summary>Where the reader puts what is NULL and what is not.</summary>
    public Memory<int> Definitions => _definitions.AsMemory(0, count);

    /// <summary>Where the reader puts what begins a row and what goes on with a list.</summary>
    public Memory<int> Repetitions => _repetitions.AsMemory(0, count);

    /// <summary>The value at an index, unless it is NULL.</summary>
    public bool TryGet(int index, out T value)
    {
        value = _values[index];
        return _definitions[index] == presentLevel;
    }

    /// <summary>The value at an index; the default of its type where it is NULL.</summary>
    public T Get(int index) => TryGet(index, out T value) ? value : default;

    /// <summary>The values in a range of indexes that are not NULL.</summary>
    public T[] Present(int start, int end)
    {
        var present = new T[_definitions.AsSpan(start, end - start).Count(presentLevel)];
        if (present.Length == end - start)
        {
            _values.AsSpan(start, present.Length).CopyTo(present);
            return present;
        }

        for (int i = start, next = 0; next < present.Length; i++)
        {
            if (TryGet(i, out T value))
            {
                present[next++] = value;
            }
        }

        return present;
    }

    /// <summary>Moves the values, packed as the reader left them, to their indexes.</summary>
    public void Spread()
    {
        int packed = _definitions.AsSpan(0, count).Count(presentLevel);
        for (int i = count - 1; packed > 0 && packed <= i; i--)
        {
            if (_definitions[i] == presentLevel)
            {
                _values[i] = _values[--packed];
            }
        }
    }

    /// <summary>The same with the values converted, which gives this column's buffers back.</summary>
    public ColumnValues<TOther> Convert<TOther>(Func<T, TOther> convert)
        where TOther : struct => ConvertOrNull<TOther>(value => convert(value));

    /// <summary>The same with the values converted, or NULL, which gives this column's buffers back.</summary>
    public ColumnValues<TOther> ConvertOrNull<TOther>(Func<T, TOther?> convert)
        where TOther : struct
    {
        using (this)
        {
            var converted = new ColumnValues<TOther>(count, presentLevel);
            Definitions.CopyTo(converted.Definitions);
            Repetitions.CopyTo(converted.Repetitions);
            Span<TOther> values = converted.Buffer.Span;
            for (int i = 0; i < count; i++)
            {
                if (TryGet(i, out T value))
                {
                    if (convert(value) is { } other)
                    {
                        values[i] = other;
                    }
                    else
                    {
                        converted.Definitions.Span[i] = presentLevel - 1;
                    }
                }
            }

            return converted;
        }
    }

    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(_values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        ArrayPool<int>.Shared.Return(_definitions);
        ArrayPool<int>.Shared.Return(_repetitions);
    }

    /// <summary>Cleared, so that a damaged file shows zeros and never another file's values.</summary>
    private static TItem[] Rent<TItem>(int count)
    {
        TItem[] array = ArrayPool<TItem>.Shared.Rent(count);
        Array.Clear(array, 0, count);
        return array;
    }
}
