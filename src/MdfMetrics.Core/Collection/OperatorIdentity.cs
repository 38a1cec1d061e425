namespace MdfMetrics.Collection;

/// <summary>What an operator row is of, fixed when the operator begins.</summary>
internal sealed record OperatorIdentity(
    string RunId,
    string StageName,
    string OperatorName,
    string WorkerId,
    string EntryId,
    long StageIndex,
    long OperatorIndex,
    string Role,
    DateTime BeganUtc)
{
    /// <summary>Of an operator that belongs to no run.</summary>
    public static OperatorIdentity None(string role) =>
        new(string.Empty, string.Empty, string.Empty, string.Empty, string.Empty, 0, 0, role, default);
}
