using System.Reflection;
using Parquet;
using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>What Parquet.Net 6.1.0 does not let through its public surface.</summary>
internal static class ParquetInternals
{
    private const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance;

    private static readonly FieldInfo s_footer = typeof(ParquetWriter).GetField("_footer", Hidden)!;
    private static readonly FieldInfo s_content = s_footer.FieldType.GetField("_fileMeta", Hidden)!;

    /// <summary>The footer of a file as it grows.</summary>
    public static FileMetaData Footer(this ParquetWriter writer) =>
        (FileMetaData)s_content.GetValue(s_footer.GetValue(writer))!;
}
