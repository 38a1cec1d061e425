namespace MdfMetrics.Secrets;

/// <summary>A program whose options take secrets under letters that mean something else elsewhere.</summary>
/// <param name="Name">The program.</param>
/// <param name="Options">The options, <c>-p</c> for one.</param>
internal sealed record CommandClient(string Name, params string[] Options)
{
    /// <summary>The word without which the options mean something else: <c>docker login</c>; null: none.</summary>
    public string? Subcommand { get; init; }

    /// <summary>What stands between user and password, any of them; null: all of the value is the secret.</summary>
    public string? AfterUser { get; init; }

    /// <summary>The letter that takes the secret after others that take nothing: <c>-sSu</c>.</summary>
    public char Clustered { get; init; }

    /// <summary>Whether the value may follow after a blank.</summary>
    public bool IsSeparate { get; init; } = true;

    /// <summary>Whether the first argument without an option is a secret too.</summary>
    public bool TakesArgument { get; init; }
}
