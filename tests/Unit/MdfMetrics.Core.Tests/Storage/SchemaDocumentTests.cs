using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Tests.Storage;

/// <summary>What docs/schema.md says is so.</summary>
public sealed class SchemaDocumentTests
{
    private static readonly Document s_document = new("schema.md");

    [Fact]
    public void Document_EveryColumn_IsDescribed()
    {
        foreach (Dataset dataset in MetricsSchema.All)
        {
            string section = s_document.Section(dataset.Name);
            Assert.All(
                dataset.CreateBatchColumns(),
                column => Assert.Contains($"`{column.Name}`", section, StringComparison.Ordinal));
        }
    }
}
