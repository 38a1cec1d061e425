using MdfMetrics.Alerts.Conditions;

namespace MdfMetrics.Alerts;

/// <summary>The condition <c>no run in 26h</c> or <c>no completed run in 26h</c>, which is about a pipeline.</summary>
/// <param name="Status">Only runs of this status count; null: any.</param>
/// <param name="Period">How far back from now a run must have started.</param>
internal sealed record NoRunCondition(string? Status, TimeSpan Period)
{
    /// <summary>Whether a run is one that may be missed.</summary>
    public bool Accepts(RunMetrics run) => Status is null || run.status == Status;

    /// <summary>Reads the condition; null when it is another one.</summary>
    /// <exception cref="ConditionException">It begins like this one and goes on otherwise.</exception>
    public static NoRunCondition? TryParse(string text)
    {
        List<Token> tokens = Tokenizer.Split(text);
        if (!tokens[0].Is("no"))
        {
            return null;
        }

        int at = 1;
        string? status = null;
        if (tokens[at].Is(RunStatus.Completed, RunStatus.Failed, RunStatus.Abandoned))
        {
            status = tokens[at++].Text.ToLowerInvariant();
        }

        Expect(tokens[at++].Is("run", "runs"), tokens[at - 1], "'run', as in: no run in 26h");
        Expect(tokens[at++].Is("in"), tokens[at - 1], "'in', as in: no run in 26h");
        bool isPeriod = Duration.TryParse(tokens[at++].Text, out TimeSpan period);
        Expect(isPeriod, tokens[at - 1], "a length of time such as 26h or 7d");
        Expect(tokens[at].Kind == TokenKind.End, tokens[at], "the end: write another rule for another condition");
        return new NoRunCondition(status, period);
    }

    private static void Expect(bool isThere, Token found, string expected)
    {
        if (!isThere)
        {
            throw new ConditionException(found.Position, $"expected {expected}; found {found.Description}");
        }
    }
}
