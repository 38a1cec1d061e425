namespace MdfMetrics.Host.Commands;

/// <summary>The exception of an error that a script writes as text.</summary>
internal sealed class WriteErrorException(string? message) : Exception(message);
