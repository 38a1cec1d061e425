namespace MdfMetrics.Alerts.Conditions;

/// <summary>A condition that can't be read.</summary>
/// <param name="position">The character at fault, counted from 0.</param>
/// <param name="message">What was expected and found.</param>
/// <param name="isUnknownColumn">Whether only a column is unknown at the level tried.</param>
internal sealed class ConditionException(int position, string message, bool isUnknownColumn = false)
    : Exception($"character {position + 1}: {message}")
{
    public bool IsUnknownColumn { get; } = isUnknownColumn;
}
