namespace MdfMetrics.Records;

/// <summary>
/// Values by the names of columns, whatever they come from. What is missing or null is null; what is of a wrong type is
/// an exception of the implementation's.
/// </summary>
internal interface IColumnReader
{
    /// <summary>Text.</summary>
    string? GetString(string column);

    /// <summary>A whole number.</summary>
    long? GetInt64(string column);

    /// <summary>A number.</summary>
    double? GetDouble(string column);

    /// <summary>A moment.</summary>
    DateTime? GetDateTime(string column);

    /// <summary>A dictionary.</summary>
    JsonMap? GetJson(string column);
}
