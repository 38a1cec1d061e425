using System.Text;

namespace MdfMetrics.Secrets;

/// <summary>Where secrets stand in a text.</summary>
internal sealed class SecretRanges
{
    private readonly List<(int Start, int End)> _ranges = [];

    /// <summary>The ranges in order, those that touch made one.</summary>
    public IEnumerable<(int Start, int End)> Merged
    {
        get
        {
            _ranges.Sort();
            (int start, int end) = (-1, -1);
            foreach ((int Start, int End) next in _ranges)
            {
                if (next.Start > end)
                {
                    if (end > start)
                    {
                        yield return (start, end);
                    }

                    (start, end) = next;
                }

                end = Math.Max(end, next.End);
            }

            if (end > start)
            {
                yield return (start, end);
            }
        }
    }

    public void Add(int start, int end)
    {
        if (end > start)
        {
            _ranges.Add((start, end));
        }
    }

    /// <summary>The text with the mask in place of each range.</summary>
    public string Mask(string text)
    {
        if (_ranges.Count == 0)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        int copied = 0;
        foreach ((int start, int end) in Merged)
        {
            masked.Append(text, copied, start - copied).Append(SecretRedactor.Mask);
            copied = end;
        }

        return masked.Append(text, copied, text.Length - copied).ToString();
    }
}
