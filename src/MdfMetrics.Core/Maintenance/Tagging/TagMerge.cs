using System.Collections;
using System.Collections.Specialized;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.Secrets;

namespace MdfMetrics.Maintenance.Tagging;

/// <summary>Tags on their way into those of runs. Secrets are masked.</summary>
/// <param name="tags">Names to values; null takes a tag away.</param>
internal sealed class TagMerge(IDictionary tags)
{
    private readonly IDictionary _tags = JsonMap.FromDictionary(tags)!.Redacted(SecretRedactor.Standard);

    /// <summary>Whether merging makes a difference.</summary>
    public bool Changes(JsonMap? old) => !Equals(Merge(old), old);

    /// <summary>Merges the tags in some rows of the runs dataset.</summary>
    public void Apply(ColumnBatch rows, Range range)
    {
        var column = (TextBatch)rows.Column(nameof(RunMetrics.tags));
        for (int i = range.Start.Value; i < range.End.Value; i++)
        {
            column.Set(i, Merge(JsonMap.FromJson(column.Values[i]))?.ToString());
        }
    }

    /// <summary>The tags of both; null when none is left.</summary>
    private JsonMap? Merge(JsonMap? old)
    {
        var merged = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry tag in old ?? new OrderedDictionary() as IDictionary)
        {
            merged[tag.Key] = tag.Value;
        }

        foreach (DictionaryEntry tag in _tags)
        {
            if (tag.Value is null)
            {
                merged.Remove(tag.Key);
            }
            else
            {
                merged[tag.Key] = tag.Value;
            }
        }

        return merged.Count == 0 ? null : JsonMap.FromDictionary(merged);
    }
}
