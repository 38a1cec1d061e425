namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>
/// Walks over a structure in Thrift's compact encoding, as the Parquet decoder will, and makes sure that it can: the
/// decoder trusts the lengths it reads, and goes on for ever where the data ends inside a number.
/// </summary>
internal ref struct ThriftWalker(ReadOnlySpan<byte> data)
{
    /// <summary>So many columns, one inside another, that the decoder's recursion still has room.</summary>
    private const int LongestSchema = 1000;

    /// <summary>What a boolean that is false is noted as.</summary>
    public const int False = 2;

    /// <summary>How far apart the numbers of two members of a structure are noted.</summary>
    public const int MemberStride = 16;

    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>How far it has walked.</summary>
    public readonly int Position => _position;

    /// <summary>Walks over a structure.</summary>
    /// <param name="shape">What the decoder expects.</param>
    /// <param name="numbers">
    /// Takes the numbers and booleans (1 or <see cref="False"/>) of the structure by field, and those of its members by
    /// <see cref="MemberStride"/> times the member's field and theirs.
    /// </param>
    /// <exception cref="InvalidDataException">The decoder would come to grief.</exception>
    public void Walk(ThriftShape shape, scoped Span<long> numbers = default) => Structure(shape, numbers, 0);

    private void Structure(ThriftShape shape, scoped Span<long> numbers, int place)
    {
        int id = 0;
        while (NextField(ref id, out int type))
        {
            if (shape[id] is not { } field)
            {
                Skip(type);
            }
            else if (field.IsList)
            {
                Expect(type == 9);
                List(field, ListHeader());
            }
            else
            {
                Value(field, type, numbers, place + id);
            }
        }
    }

    private void List(ThriftField field, int count)
    {
        Expect(count <= LongestSchema || field.Structure != ThriftShape.SchemaElement);
        for (int i = 0; i < count; i++)
        {
            Value(field, field.Kind switch { 'v' => 5, 's' => 8, _ => 12 }, default, 0);
        }
    }

    private void Value(ThriftField field, int type, scoped Span<long> numbers, int place)
    {
        if (field.Structure is { } structure)
        {
            Expect(type == 12);
            int members = place * MemberStride;
            Structure(structure, members < numbers.Length ? numbers : default, members);
            return;
        }

        switch (field.Kind)
        {
            case 'v':
                Expect(type is 4 or 5 or 6);
                Note(numbers, place, Number());
                break;
            case 's':
                Expect(type == 8);
                Bytes(Length());
                break;
            case 'b':
                Expect(type is 1 or False);
                Note(numbers, place, type);
                break;
            case 'y':
                Expect(type == 3);
                Bytes(1);
                break;
            default:
                Expect(type == 7);
                Bytes(sizeof(double));
                break;
        }
    }

    private static void Note(scoped Span<long> numbers, int place, long value)
    {
        if (place < numbers.Length)
        {
            numbers[place] = value;
        }
    }

    /// <summary>Goes over a field as the decoder does, which takes a structure for bare field headers.</summary>
    private void Skip(int type)
    {
        switch (type)
        {
            case 1 or 2:
                break;
            case 3:
                Bytes(1);
                break;
            case 4 or 5 or 6:
                Number();
                break;
            case 7:
                Bytes(sizeof(double));
                break;
            case 8:
                Bytes(Length());
                break;
            case 9:
                int element = _data[Math.Min(_position, _data.Length - 1)] & 0x0F;
                for (int i = ListHeader(); i > 0; i--)
                {
                    Expect(element != 9);
                    Skip(element);
                }

                break;
            case 12:
                int id = 0;
                while (NextField(ref id, out _))
                {
                }

                break;
            default:
                Expect(false);
                break;
        }
    }

    private bool NextField(ref int id, out int type)
    {
        byte header = Byte();
        type = header & 0x0F;
        if (header == 0)
        {
            return false;
        }

        int step = header >> 4;
        id = step == 0 ? (short)Number() : (short)(id + step);
        return true;
    }

    private int ListHeader()
    {
        int count = Byte() >> 4;
        count = count == 15 ? Length() : count;
        Expect(count <= _data.Length - _position);
        return count;
    }

    private long Number()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private int Length()
    {
        ulong length = Unsigned();
        Expect(length <= (ulong)(_data.Length - _position));
        return (int)length;
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            Expect(shift < 70);
            byte part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private byte Byte()
    {
        Expect(_position < _data.Length);
        return _data[_position++];
    }

    private void Bytes(int count)
    {
        Expect(count <= _data.Length - _position);
        _position += count;
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("Its metadata is damaged");
        }
    }
}
