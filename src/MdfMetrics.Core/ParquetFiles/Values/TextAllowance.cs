using MdfMetrics.ParquetFiles.Decoding;

namespace MdfMetrics.ParquetFiles.Values;

/// <summary>
/// How much text may come out of a file: in a dictionary one long text stands for any number of rows, so that a small
/// file could fill the memory.
/// </summary>
internal sealed class TextAllowance
{
    private const long MostCharacters = 512 * 1024 * 1024;

    private long _left = MostCharacters;

    /// <summary>Takes the characters of a text.</summary>
    /// <exception cref="FileTooLargeException">There were too many of them.</exception>
    public void Take(int characters)
    {
        _left -= characters;
        if (_left < 0)
        {
            throw new FileTooLargeException(Invariant($"Its text unfolds to more than {MostCharacters:N0} characters"));
        }
    }
}
