using MdfMetrics.ParquetFiles;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.Tests.Storage;
using ParquetSharp;
using ParquetSharp.Schema;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>The ways in which writers have declared lists, of now and of old.</summary>
public sealed class ListFormTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<string> Forms() => [.. s_forms.Keys];

    private static readonly Dictionary<string, Func<Node>> s_forms = new()
    {
        ["three levels"] = () => List(Repetition.Optional, Group("list", Item("element", Repetition.Optional))),
        ["no NULLs"] = () => List(Repetition.Required, Group("list", Item("element", Repetition.Required))),
        ["Arrow's item"] = () => List(Repetition.Optional, Group("list", Item("item", Repetition.Required))),
        ["Hive's bag"] = () => List(Repetition.Optional, Group("bag", Item("array_element", Repetition.Optional))),
        ["Spark's legacy"] = () => List(Repetition.Optional, Group("bag", Item("array", Repetition.Optional))),
        ["two levels"] = () => List(Repetition.Optional, Item("array", Repetition.Repeated)),
        ["two levels, required"] = () => List(Repetition.Required, Item("array", Repetition.Repeated)),
        ["repeated"] = () => Item("list", Repetition.Repeated),
    };

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public void Lists_OfAnyForm_AreReadAsDuckDbReadsThem(string form)
    {
        string path = _store.At("lists.parquet");
        long[][] lists = [[1, 2, 3], [], [-4], [5, 6], []];

        Write(path, s_forms[form](), lists);

        using var database = new DuckDb();
        Assert.Equal(
            lists.Select(list => string.Join(' ', list)),
            database.Query($"SELECT array_to_string(list, ' ') FROM '{path}'").Select(row => row[0]));
        using ParquetSource source = ParquetSource.Open(path, isExact: true);
        ColumnBatch batch = source.ReadAll(() => [new ListBatch("list"), new TextBatch("name")], CancellationToken.None);
        Assert.Equal(lists, ((ListBatch)batch.Column("list")).Values);
        Assert.Equal(lists.Select((_, i) => $"é{i}"), batch.Texts("name"));
    }

    private static GroupNode Group(string name, Node item) => new(name, Repetition.Repeated, [item]);

    private static GroupNode List(Repetition repetition, Node items) =>
        new("list", repetition, [items], LogicalType.List());

    private static PrimitiveNode Item(string name, Repetition repetition) =>
        new(name, repetition, LogicalType.Int(64, isSigned: true), PhysicalType.Int64);

    private static void Write(string path, Node list, long[][] lists)
    {
        using var name = new PrimitiveNode("name", Repetition.Required, LogicalType.String(), PhysicalType.ByteArray);
        using var schema = new GroupNode("schema", Repetition.Required, [list, name]);
        using var builder = new WriterPropertiesBuilder();
        using WriterProperties properties = builder.Build();
        using var file = new ParquetFileWriter(path, schema, properties);
        using (RowGroupWriter group = file.AppendRowGroup())
        {
            using (var column = (ColumnWriter<long>)group.NextColumn())
            {
                short present = column.ColumnDescriptor.MaxDefinitionLevel;

                // An item that may be NULL has a level of its own above that of the list's.
                short empty = (short)(present - (IsOptional(list) ? 2 : 1));
                short[] definitions = [.. lists.SelectMany(
                    items => items.Length == 0 ? [empty] : Enumerable.Repeat(present, items.Length))];
                short[] repetitions = [.. lists.SelectMany(
                    items => items.Length == 0 ? [(short)0] : items.Select((_, i) => (short)(i == 0 ? 0 : 1)))];
                column.WriteBatch(definitions.Length, definitions, repetitions, [.. lists.SelectMany(items => items)]);
            }

            using LogicalColumnWriter<string> names = group.NextColumn().LogicalWriter<string>();
            names.WriteBatch([.. lists.Select((_, i) => $"é{i}")]);
        }

        file.Close();
    }

    private static bool IsOptional(Node node) =>
        node is GroupNode group ? IsOptional(group.Field(0)) : node.Repetition == Repetition.Optional;
}
