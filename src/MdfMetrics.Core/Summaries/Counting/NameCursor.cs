namespace MdfMetrics.Summaries.Counting;

/// <summary>Goes through a column of names. Neighbours are often the same: then nothing is looked up.</summary>
internal struct NameCursor(Tally tally)
{
    private ReadOnlyMemory<char> _last;
    private int _number = -1;

    public int Number(ReadOnlyMemory<char> name)
    {
        if (_number < 0 || !name.Equals(_last))
        {
            (_last, _number) = (name, tally.Number(name));
        }

        return _number;
    }
}
