namespace MdfMetrics.Records;

/// <summary>
/// Values by the names of columns, whatever they come from. What is missing or null is null; what is of a wrong type is
/// an exception of the implementation's.
/// </summary>
internal interface IColumnReader
{
    /// <summary>Text.</summary>
    string? Text(string column);

    /// <summary>A whole number.</summary>
    long? Count(string column);

    /// <summary>A number.</summary>
    double? Number(string column);

    /// <summary>A moment.</summary>
    DateTime? Time(string column);

    /// <summary>A dictionary.</summary>
    JsonMap? Map(string column);
}
