namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>A file that is whole, in an encoding, a codec or a type that is not read here. It is never moved.</summary>
internal sealed class UnsupportedException(string message) : Exception(message);
