using System.Runtime.CompilerServices;

namespace MdfMetrics.Latency;

/// <summary>
/// The live counters of a histogram in little memory: chunks of 32 buckets, each chunk with counters as wide (1, 2, 4
/// or 8 bytes) as its largest count needs, and none for a chunk without counts. The shape is fixed, only counts change:
/// where there is no room, <see cref="BucketAccumulator"/> makes new counters. One thread adds; others may read.
/// </summary>
internal sealed class BucketCounters
{
    /// <summary>Buckets in a chunk. It takes 4 words at the narrowest width.</summary>
    public const int ChunkSize = 1 << ChunkBits;

    /// <summary>Shifts a bucket's index to its chunk's.</summary>
    public const int ChunkBits = 5;

    private const int SmallestChunkWords = 4;
    private const ushort Absent = ushort.MaxValue;

    private readonly int _firstChunk;

    // For each chunk: its first word << 2 | log2 of its counters' bytes.
    private readonly ushort[] _chunks;
    private readonly ulong[] _words;

    private long _zeroCount;

    /// <summary>Makes room for the given counts and takes them over.</summary>
    /// <param name="scale">The scale of the buckets.</param>
    /// <param name="firstIndex">The bucket of the first count: a multiple of <see cref="ChunkSize"/>.</param>
    /// <param name="counts">A count for each bucket, whole chunks.</param>
    /// <param name="zeroCount">Latencies of zero.</param>
    public BucketCounters(int scale, int firstIndex, ReadOnlySpan<long> counts, long zeroCount)
    {
        Scale = scale;
        _firstChunk = firstIndex >> ChunkBits;
        _zeroCount = zeroCount;
        _chunks = new ushort[counts.Length / ChunkSize];
        int words = 0;
        for (int chunk = 0; chunk < _chunks.Length; chunk++)
        {
            int width = Width(Largest(counts.Slice(chunk * ChunkSize, ChunkSize)));
            _chunks[chunk] = width < 0 ? Absent : (ushort)((words << 2) | width);
            words += width < 0 ? 0 : SmallestChunkWords << width;
        }

        _words = new ulong[words];
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                TryAddAt(firstIndex + i, counts[i]);
            }
        }
    }

    public int Scale { get; }

    /// <summary>The bytes that a chunk with these counts takes: the rule that chooses the scale needs them.</summary>
    public static int ChunkBytes(ReadOnlySpan<long> counts)
    {
        int width = Width(Largest(counts));
        return width < 0 ? 0 : ChunkSize << width;
    }

    /// <summary>Counts so many records of one latency; false, and nothing counted, where there is no room.</summary>
    public bool TryAdd(double seconds, long count)
    {
        if (seconds == 0)
        {
            _zeroCount = SaturatingMath.Add(_zeroCount, count);
            return true;
        }

        return TryAddAt(LatencyBuckets.Index(seconds, Scale), count);
    }

    /// <summary>The non-empty buckets. They may be read while another thread adds.</summary>
    public LatencyHistogram Read()
    {
        int most = _words.Length / SmallestChunkWords * ChunkSize;
        var indexes = new int[most];
        var counts = new long[most];
        int found = 0;
        for (int i = 0; i < _chunks.Length * ChunkSize; i++)
        {
            long count = CountAt(i);
            if (count > 0)
            {
                indexes[found] = (_firstChunk * ChunkSize) + i;
                counts[found++] = count;
            }
        }

        return new LatencyHistogram(Scale, Volatile.Read(ref _zeroCount), indexes[..found], counts[..found]);
    }

    private static int Width(long largest) => largest switch
    {
        <= 0 => -1,
        <= byte.MaxValue => 0,
        <= ushort.MaxValue => 1,
        <= uint.MaxValue => 2,
        _ => 3,
    };

    private static long Largest(ReadOnlySpan<long> counts)
    {
        long largest = 0;
        foreach (long count in counts)
        {
            largest = Math.Max(largest, count);
        }

        return largest;
    }

    private bool TryAddAt(int index, long count)
    {
        ushort[] chunks = _chunks;
        int chunk = (index >> ChunkBits) - _firstChunk;
        int place = (uint)chunk < (uint)chunks.Length ? chunks[chunk] : Absent;
        if (place == Absent)
        {
            return false;
        }

        ref ulong word = ref _words[place >> 2];
        int slot = index & (ChunkSize - 1);
        switch (place & 3)
        {
            case 0:
                ref byte small = ref Slot<byte>(ref word, slot);
                return Fits(small, count, byte.MaxValue) && Store(ref small, (byte)(small + count));
            case 1:
                ref ushort medium = ref Slot<ushort>(ref word, slot);
                return Fits(medium, count, ushort.MaxValue) && Store(ref medium, (ushort)(medium + count));
            case 2:
                ref uint large = ref Slot<uint>(ref word, slot);
                return Fits(large, count, uint.MaxValue) && Store(ref large, (uint)(large + count));
            default:
                ref long largest = ref Slot<long>(ref word, slot);
                return Store(ref largest, SaturatingMath.Add(largest, count));
        }
    }

    private long CountAt(int offset)
    {
        int place = _chunks[offset / ChunkSize];
        if (place == Absent)
        {
            return 0;
        }

        ref ulong word = ref _words[place >> 2];
        int slot = offset % ChunkSize;
        return (place & 3) switch
        {
            0 => Slot<byte>(ref word, slot),
            1 => Slot<ushort>(ref word, slot),
            2 => Slot<uint>(ref word, slot),
            _ => Slot<long>(ref word, slot),
        };
    }

    // A chunk's words belong to it alone and its slots are aligned: reads and writes of a counter are never torn.
    private static ref T Slot<T>(ref ulong word, int slot) => ref Unsafe.Add(ref Unsafe.As<ulong, T>(ref word), slot);

    private static bool Fits(long present, long count, long most) => count <= most - present;

    private static bool Store<T>(ref T counter, T value)
    {
        counter = value;
        return true;
    }
}
