using System.Numerics;

namespace MdfMetrics.Summaries.Sources;

/// <summary>Runs of a period, by their numbers in it.</summary>
internal sealed class RunSet
{
    private ulong[] _words = [];

    public long Count
    {
        get
        {
            long count = 0;
            foreach (ulong word in _words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    /// <summary>Adds a run. Idempotent.</summary>
    public void Add(int number)
    {
        int word = number >> 6;
        if (word >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2));
        }

        _words[word] |= 1UL << number;
    }

    /// <summary>Adds the runs of another set.</summary>
    public void Add(RunSet other)
    {
        if (other._words.Length > _words.Length)
        {
            Array.Resize(ref _words, other._words.Length);
        }

        for (int i = 0; i < other._words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }
}
