using System.Numerics;

namespace MdfMetrics.Summaries.Sources;

/// <summary>A number that tells contents apart, the same on every machine and for ever: ledgers hold it.</summary>
internal struct Fingerprint
{
    private const ulong Factor = 0x9E3779B97F4A7C15;

    private ulong _state;

    public readonly long Value => (long)(_state ^ (_state >> 32));

    public void Add(long number) => _state = BitOperations.RotateLeft((_state ^ (ulong)number) * Factor, 29);

    public void Add(double number) => Add(BitConverter.DoubleToInt64Bits(number));

    public void Add(ReadOnlySpan<char> text)
    {
        Add(text.Length);
        foreach (char letter in text)
        {
            Add((long)letter);
        }
    }
}
