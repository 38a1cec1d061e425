using System.Buffers.Binary;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>Goes through small numbers as Parquet packs levels and dictionary indexes: runs of one, or bits.</summary>
/// <param name="data">Holds the numbers; eight bytes more than they take.</param>
/// <param name="start">Where they begin.</param>
/// <param name="end">Where they end.</param>
/// <param name="bitWidth">How many bits each of them has, up to 32.</param>
internal struct RleReader(byte[] data, int start, int end, int bitWidth)
{
    private int _position = start;
    private int _left;
    private bool _isPacked;
    private int _value;
    private long _bit;

    /// <summary>The next numbers.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public void Read(Span<int> numbers)
    {
        while (!numbers.IsEmpty)
        {
            if (_left == 0)
            {
                BeginRun();
            }

            int count = Math.Min(_left, numbers.Length);
            if (_isPacked)
            {
                Unpack(numbers[..count]);
            }
            else
            {
                numbers[..count].Fill(_value);
            }

            _left -= count;
            numbers = numbers[count..];
        }
    }

    private void Unpack(Span<int> numbers)
    {
        ulong mask = (1UL << bitWidth) - 1;
        long bit = _bit;
        for (int i = 0; i < numbers.Length; i++)
        {
            ulong bits = BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan((int)(bit >> 3), 8));
            numbers[i] = (int)((bits >> (int)(bit & 7)) & mask);
            bit += bitWidth;
        }

        _bit = bit;
    }

    private void BeginRun()
    {
        if (bitWidth == 0)
        {
            (_left, _isPacked, _value) = (int.MaxValue, false, 0);
            return;
        }

        int header = Header();
        int count = header >>> 1;
        Expect(count is > 0 and < (1 << 27));
        _isPacked = (header & 1) == 1;
        if (_isPacked)
        {
            _left = count * 8;
            _bit = _position * 8L;
            _position = (int)Math.Min(_position + ((long)count * bitWidth), end);
        }
        else
        {
            int bytes = (bitWidth + 7) / 8;
            Expect(_position + bytes <= end);
            _left = count;
            ulong value = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(_position, 4));
            _value = (int)(value & ((1UL << (bytes * 8)) - 1));
            _position += bytes;
        }
    }

    private int Header()
    {
        uint header = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            Expect(_position < end);
            byte next = data[_position++];
            header |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)header;
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
