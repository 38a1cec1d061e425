using System.Buffers.Binary;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>
/// Goes through 64-bit integers as DELTA_BINARY_PACKED has them: the first, then steps in blocks, of which each has its
/// least step, and for each of its miniblocks how many bits a step has beyond that.
/// </summary>
/// <param name="data">Holds the numbers; eight bytes more than they take.</param>
/// <param name="start">Where they begin.</param>
/// <param name="end">Where they end.</param>
internal struct DeltaReader(byte[] data, int start, int end)
{
    private int _position = start;
    private bool _isOpen;
    private int _miniblocks;
    private int _miniblock;
    private int _size;
    private int _widths;
    private int _left;
    private int _width;
    private long _bit;
    private long _leastStep;
    private long _last;
    private long _numbers;

    /// <summary>The next numbers.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public void Read(Span<long> numbers)
    {
        if (numbers.IsEmpty)
        {
            return;
        }

        if (!_isOpen)
        {
            Open();
            numbers[0] = _last;
            numbers = numbers[1..];
            _numbers--;
        }

        Expect(numbers.Length <= _numbers);
        _numbers -= numbers.Length;
        while (!numbers.IsEmpty)
        {
            if (_left == 0)
            {
                BeginMiniblock();
            }

            int count = Math.Min(_left, numbers.Length);
            Add(numbers[..count]);
            _left -= count;
            numbers = numbers[count..];
        }
    }

    private void Open()
    {
        ulong block = Number();
        ulong miniblocks = Number();
        Expect(block <= int.MaxValue && miniblocks > 0 && miniblocks <= block && block % (8 * miniblocks) == 0);
        _miniblock = _miniblocks = (int)miniblocks;
        _size = (int)(block / miniblocks);
        _numbers = (long)Math.Min(Number(), int.MaxValue);
        _last = Signed();
        _isOpen = true;
        Expect(_numbers > 0);
    }

    private void BeginMiniblock()
    {
        if (_miniblock == _miniblocks)
        {
            _leastStep = Signed();
            _widths = _position;
            Expect(_miniblocks <= end - _position);
            _position += _miniblocks;
            _miniblock = 0;
        }

        _width = data[_widths + _miniblock++];
        Expect(_width <= 64);
        _left = _size;
        _bit = _position * 8L;
        _position = (int)Math.Min(_position + ((long)_size / 8 * _width), end);
    }

    private void Add(Span<long> numbers)
    {
        Expect(_bit + ((long)_width * numbers.Length) <= end * 8L);
        ReadOnlySpan<byte> bytes = data.AsSpan((int)(_bit >> 3));
        long last = _last;
        long leastStep = _leastStep;
        int width = _width;
        ulong mask = width == 0 ? 0 : ulong.MaxValue >> (64 - width);
        int bit = (int)(_bit & 7);
        for (int i = 0; i < numbers.Length; i++)
        {
            ulong step = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(bit >> 3)..]) >> (bit & 7);
            if ((bit & 7) + width > 64)
            {
                step |= (ulong)bytes[(bit >> 3) + 8] << (64 - (bit & 7));
            }

            last += leastStep + (long)(step & mask);
            numbers[i] = last;
            bit += width;
        }

        (_last, _bit) = (last, _bit + ((long)width * numbers.Length));
    }

    private long Signed()
    {
        ulong number = Number();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    private ulong Number()
    {
        ulong number = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            Expect(_position < end);
            byte next = data[_position++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("Its pages are damaged");
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("Its pages are damaged");
        }
    }
}
