using System.Text.Json;

namespace MdfMetrics.Secrets;

/// <summary>A command line that stands as a list: <c>["mysql", "-pX"]</c>, <c>["--token", "X"]</c>.</summary>
internal static class ArgumentList
{
    /// <summary>For each item what is to stand in its place; null: the rules for it alone decide.</summary>
    public static string?[] Mask(JsonElement[] items, SecretKeys keys, SecretRedactor redactor)
    {
        var masked = new string?[items.Length];
        if (items is [{ ValueKind: JsonValueKind.String } key, { ValueKind: JsonValueKind.String } value]
            && keys.IsSecret(key.GetString()) && CallArgument.IsNoName(value.GetString(), keys)
            && !HarmlessValues.IsIn(key.GetString(), value.GetString()!))
        {
            return [null, SecretRedactor.Mask];
        }

        if (!items.Any(IsOption))
        {
            return masked;
        }

        for (int i = 1; i < items.Length; i++)
        {
            if (IsOption(items[i - 1]) && items[i].ValueKind == JsonValueKind.String && !IsOption(items[i])
                && keys.IsSecret(items[i - 1].GetString())
                && !HarmlessValues.IsIn(items[i - 1].GetString(), items[i].GetString()!))
            {
                masked[i] = SecretRedactor.Mask;
            }
        }

        string[] words =
            [.. items.Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : string.Empty)];
        int start = 0;
        (int Start, int End)[] found = [.. redactor.Find(string.Join(' ', words)).Merged];
        for (int i = 0, range = 0; i < words.Length; i++)
        {
            int end = start + words[i].Length;
            var inItem = new SecretRanges();
            for (; range < found.Length && found[range].Start < end; range++)
            {
                inItem.Add(
                    Math.Max(0, found[range].Start - start),
                    Math.Min(words[i].Length, found[range].End - start));
                if (found[range].End > end)
                {
                    break;
                }
            }

            string text = inItem.Mask(words[i]);
            masked[i] ??= ReferenceEquals(text, words[i]) ? null : redactor.Redact(text);
            start = end + 1;
        }

        return masked;
    }

    private static bool IsOption(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && item.GetString()!.StartsWith('-');
}
