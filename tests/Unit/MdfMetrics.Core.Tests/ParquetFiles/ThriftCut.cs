namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>Writes a structure in Thrift's compact encoding anew, without one of its fields.</summary>
/// <param name="cut">The field: the numbers of the fields that it lies in, then its own.</param>
internal sealed class ThriftCut(byte[] data, params int[] cut)
{
    private readonly List<byte> _written = [];
    private int _position;

    public byte[] Write()
    {
        Structure(0, isOnPath: true);
        return [.. _written];
    }

    private void Structure(int depth, bool isOnPath)
    {
        (int id, int last) = (0, 0);
        for (int head = data[_position++]; head != 0; head = data[_position++])
        {
            id = head >> 4 == 0 ? (int)Zigzag() : id + (head >> 4);
            int type = head & 15;
            bool isNext = isOnPath && depth < cut.Length && cut[depth] == id;
            int start = _written.Count;
            if (id - last is > 0 and < 16)
            {
                _written.Add((byte)(((id - last) << 4) | type));
            }
            else
            {
                _written.Add((byte)type);
                Varint((ulong)id << 1);
            }

            Value(type, depth + 1, isNext);
            if (isNext && depth == cut.Length - 1)
            {
                _written.RemoveRange(start, _written.Count - start);
            }
            else
            {
                last = id;
            }
        }

        _written.Add(0);
    }

    private void Value(int type, int depth, bool isOnPath)
    {
        switch (type)
        {
            case 1 or 2:
                break;
            case 3:
                Copy(1);
                break;
            case 4 or 5 or 6:
                Varint(Varint());
                break;
            case 7:
                Copy(8);
                break;
            case 8:
                ulong length = Varint();
                Varint(length);
                Copy((int)length);
                break;
            case 9:
                int head = data[_position++];
                _written.Add((byte)head);
                ulong count = (ulong)(head >> 4);
                if (count == 15)
                {
                    Varint(count = Varint());
                }

                for (ulong i = 0; i < count; i++)
                {
                    Value((head & 15) is 1 or 2 ? 3 : head & 15, depth, isOnPath);
                }

                break;
            case 12:
                Structure(depth, isOnPath);
                break;
            default:
                throw new NotSupportedException($"{type}");
        }
    }

    private void Copy(int count)
    {
        _written.AddRange(data.AsSpan(_position, count));
        _position += count;
    }

    private long Zigzag()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            int part = data[_position++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }
    }

    private void Varint(ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            _written.Add((byte)(value | 128));
        }

        _written.Add((byte)value);
    }
}
