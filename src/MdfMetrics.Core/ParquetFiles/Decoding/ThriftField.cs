namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>What a field holds.</summary>
/// <param name="IsList">Whether it is a list of such values.</param>
/// <param name="Kind">The letter of the kind, see <see cref="ThriftShape"/>.</param>
/// <param name="Structure">The structure, when it is one.</param>
internal sealed record ThriftField(bool IsList, char Kind, ThriftShape? Structure);
