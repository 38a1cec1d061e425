using System.Collections;

namespace MdfMetrics.Reports.Facts;

/// <summary>Tags as names and texts.</summary>
internal static class TagTexts
{
    public static IReadOnlyDictionary<string, string>? Of(JsonMap? tags) => tags is not { Count: > 0 } ? null : tags
        .Cast<DictionaryEntry>()
        .ToDictionary(tag => tag.Key.ToString()!, tag => tag.Value as string ?? JsonValues.Text(tag.Value!));
}
