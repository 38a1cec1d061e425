using System.Buffers.Binary;
using System.Text;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>A structure in Thrift's compact encoding, read by its specification: values by field number.</summary>
internal sealed class ThriftFields
{
    private readonly Dictionary<int, object> _values = [];
    private readonly byte[] _data;
    private int _position;

    private ThriftFields(byte[] data, int position)
    {
        (_data, _position) = (data, position);
        int id = 0;
        for (int head = Byte(); head != 0; head = Byte())
        {
            id = head >> 4 == 0 ? (int)Signed() : id + (head >> 4);
            _values.Add(id, (head & 15) switch
            {
                1 => true,
                2 => false,
                int type => Value(type),
            });
        }
    }

    /// <summary>Where it ends.</summary>
    public int End => _position;

    /// <summary>A number.</summary>
    public long Number(int field) => (long)_values[field];

    public ThriftFields Structure(int field) => (ThriftFields)_values[field];

    public ThriftFields[] Structures(int field) => [.. ((object[])_values[field]).Cast<ThriftFields>()];

    public bool Has(int field) => _values.ContainsKey(field);

    public static ThriftFields Read(byte[] data, long position) => new(data, (int)position);

    /// <summary>The footer of a Parquet file.</summary>
    public static ThriftFields Footer(byte[] file) =>
        Read(file, file.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8)));

    private object Value(int type) => type switch
    {
        3 => (long)Byte(),
        4 or 5 or 6 => Signed(),
        7 => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8)),
        8 => Encoding.UTF8.GetString(Bytes((int)Unsigned())),
        9 => List(),
        12 => Inner(),
        _ => throw new NotSupportedException($"{type}"),
    };

    private object[] List()
    {
        int head = Byte();
        int count = head >> 4 == 15 ? (int)Unsigned() : head >> 4;
        return [.. Enumerable.Range(0, count).Select(_ => (head & 15) is 1 or 2 ? Byte() == 1 : Value(head & 15))];
    }

    private ThriftFields Inner()
    {
        var inner = new ThriftFields(_data, _position);
        _position = inner._position;
        return inner;
    }

    private long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            int part = Byte();
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
            {
                return value;
            }
        }
    }

    private byte Byte() => _data[_position++];

    private ReadOnlySpan<byte> Bytes(int count) => _data.AsSpan((_position += count) - count, count);
}
