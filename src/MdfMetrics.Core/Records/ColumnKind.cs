namespace MdfMetrics.Records;

/// <summary>
/// What a column holds: its type and unit, and so what it can be compared with and how rows that become one add up.
/// </summary>
internal enum ColumnKind
{
    Text,
    Time,

    /// <summary>How many; never negative.</summary>
    Count,

    /// <summary>A place: 0, 1, … It is not added up.</summary>
    Index,
    Seconds,
    Percent,
    PerSecond,

    /// <summary>A dictionary whose members are numbers, text or dictionaries.</summary>
    Json,

    /// <summary>Numbers: in files alone.</summary>
    List,
}
