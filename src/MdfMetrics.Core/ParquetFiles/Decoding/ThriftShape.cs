using System.Globalization;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>The fields of a Thrift structure by their numbers, as far as the Parquet decoder knows them.</summary>
internal sealed class ThriftShape
{
    // v a number of variable length, y a byte, d a double, b a boolean, s bytes or text, else a structure; [] a list.
    private const string Structures = """
        FileMetaData 1:v 2:[SchemaElement] 3:v 4:[RowGroup] 5:[KeyValue] 6:s 7:[ColumnOrder] 8:Encryption 9:s
        SchemaElement 1:v 2:v 3:v 4:s 5:v 6:v 7:v 8:v 9:v 10:LogicalType
        LogicalType 1:Nothing 2:Nothing 3:Nothing 4:Nothing 5:Decimal 6:Nothing 7:Time 8:Time 10:Integer 11:Nothing
        LogicalType 12:Nothing 13:Nothing 14:Nothing 15:Nothing 16:Variant 17:Geometry 18:Geometry
        Decimal 1:v 2:v
        Time 1:b 2:TimeUnit
        TimeUnit 1:Nothing 2:Nothing 3:Nothing
        Integer 1:y 2:b
        Variant 1:y
        Geometry 1:s 2:v
        RowGroup 1:[ColumnChunk] 2:v 3:v 4:[SortingColumn] 5:v 6:v 7:v
        ColumnChunk 1:s 2:v 3:ColumnMetaData 4:v 5:v 6:v 7:v 8:ColumnCrypto 9:s
        ColumnMetaData 1:v 2:[v] 3:[s] 4:v 5:v 6:v 7:v 8:[KeyValue] 9:v 10:v 11:v 12:Statistics 13:[Encodings]
        ColumnMetaData 14:v 15:v 16:Sizes 17:Geospatial
        Statistics 1:s 2:s 3:v 4:v 5:s 6:s 7:b 8:b
        Encodings 1:v 2:v 3:v
        Sizes 1:v 2:[v] 3:[v]
        Geospatial 1:Box 2:[v]
        Box 1:d 2:d 3:d 4:d 5:d 6:d 7:d 8:d
        KeyValue 1:s 2:s
        SortingColumn 1:v 2:b 3:b
        ColumnOrder 1:Nothing
        ColumnCrypto 1:Nothing 2:ColumnKey
        ColumnKey 1:[s] 2:s
        Encryption 1:Cipher 2:Cipher
        Cipher 1:s 2:s 3:b
        PageHeader 1:v 2:v 3:v 4:v 5:DataPage 6:Nothing 7:DictionaryPage 8:DataPageV2
        DataPage 1:v 2:v 3:v 4:v 5:Statistics
        DictionaryPage 1:v 2:v 3:b
        DataPageV2 1:v 2:v 3:v 4:v 5:v 6:v 7:b 8:Statistics
        Nothing
        """;

    private const int MostFields = 19;

    private static readonly Dictionary<string, ThriftShape> s_all = Parse();

    /// <summary>By number: looked up for each field of each footer.</summary>
    private readonly ThriftField?[] _fields = new ThriftField?[MostFields];

    public static ThriftShape FileMetaData { get; } = s_all["FileMetaData"];

    public static ThriftShape SchemaElement { get; } = s_all["SchemaElement"];

    public static ThriftShape PageHeader { get; } = s_all["PageHeader"];

    /// <summary>What the decoder takes a field for; null when it does not know the field and skips it.</summary>
    public ThriftField? this[int id] => (uint)id < MostFields ? _fields[id] : null;

    private static Dictionary<string, ThriftShape> Parse()
    {
        string[][] lines = [.. Structures.Split('\n').Select(line => line.Trim().Split(' '))];
        Dictionary<string, ThriftShape> shapes = lines
            .Select(words => words[0])
            .Distinct()
            .ToDictionary(name => name, _ => new ThriftShape());
        foreach (string[] words in lines)
        {
            foreach (string[] field in words.Skip(1).Select(word => word.Split(':')))
            {
                string type = field[1].Trim('[', ']');
                bool isList = type.Length != field[1].Length;
                shapes[words[0]]._fields[int.Parse(field[0], CultureInfo.InvariantCulture)] =
                    new ThriftField(isList, type[0], shapes.GetValueOrDefault(type));
            }
        }

        return shapes;
    }
}
