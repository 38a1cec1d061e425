namespace MdfMetrics.Tests.Storage;

/// <summary>Every block of SQL in README and docs runs in DuckDB, or says whose it is.</summary>
public sealed class DocumentSqlTests
{
    private static readonly string[] s_otherDialects = ["sql spark", "sql trino", "sql clickhouse"];

    public static TheoryData<string> Documents =>
        [.. Document.Names.Where(name => new Document(name).Blocks("sql").Length > 0)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Sql_OfADocument_RunsInOrder(string name)
    {
        // engines.md asks for flat files and for date= folders.
        using TemporaryStore store = new();
        store.Write(Sample.Create());
        store.Write(Sample.Create("other"), PartitionBy.Hive);
        using DuckDb database = new();

        Assert.All(
            new Document(name).Blocks("sql"),
            sql => Assert.Null(Record.Exception(() => database.Query(store.Own(sql)))));
    }

    [Fact]
    public void Sql_OfAnotherDialect_IsMarked() => Assert.All(
        Document.Names.SelectMany(name => new Document(name).Blocks()).Select(block => block.Language),
        language => Assert.True(
            !language.StartsWith("sql", StringComparison.OrdinalIgnoreCase)
            || language == "sql"
            || s_otherDialects.Contains(language),
            language));
}
