namespace MdfMetrics.ParquetFiles.Values;

/// <summary>Few texts stand in many rows (run ids, stages, hosts): those that were just met share one string.</summary>
/// <param name="allowance">How much text may come.</param>
internal sealed class TextCache(TextAllowance allowance)
{
    private const int Size = 256;
    private const int LongestText = 128;

    private readonly string?[] _texts = new string?[Size];
    private string? _last;

    public string Get(ReadOnlySpan<char> text)
    {
        if (_last is not null && text.SequenceEqual(_last))
        {
            return _last;
        }

        if (text.Length > LongestText)
        {
            return _last = Create(text);
        }

        ref string? known = ref _texts[(uint)string.GetHashCode(text, StringComparison.Ordinal) % Size];
        return _last = known is not null && text.SequenceEqual(known) ? known : known = Create(text);
    }

    private string Create(ReadOnlySpan<char> text)
    {
        allowance.Take(text.Length);
        return text.ToString();
    }
}
