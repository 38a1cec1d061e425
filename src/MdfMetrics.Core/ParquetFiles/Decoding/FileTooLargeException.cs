namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>A file that may be whole, and holds more than is read at once.</summary>
internal sealed class FileTooLargeException(string message) : Exception(message);
