namespace MdfMetrics;

/// <summary>
/// An error that a user can act on: a stable id, the item it is about, and a message that says what to do.
/// </summary>
public class MetricsException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="error">The kind, whose name is the stable id.</param>
    /// <param name="message">What is wrong and what to do about it.</param>
    /// <param name="target">The user's item: an id, a path, a name.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public MetricsException(
        MetricsError error,
        string message,
        object? target = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
        Target = target;
    }

    /// <summary>The kind of error.</summary>
    public MetricsError Error { get; }

    /// <summary>The user's item that the error is about.</summary>
    public object? Target { get; }
}
