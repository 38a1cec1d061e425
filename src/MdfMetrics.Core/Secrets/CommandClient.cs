namespace MdfMetrics.Secrets;

/// <summary>A program whose options take secrets under letters that mean something else elsewhere.</summary>
/// <param name="Name">The program.</param>
/// <param name="Options">The options, <c>-p</c> for one.</param>
internal sealed record CommandClient(string Name, params string[] Options)
{
    /// <summary>The word without which the options mean something else: <c>docker login</c>; null: none.</summary>
    public string? Subcommand { get; init; }

    /// <summary>What stands between user and password in the option's value; null: all of it is the secret.</summary>
    public char? AfterUser { get; init; }

    /// <summary>Whether the value may follow after a blank.</summary>
    public bool IsSeparate { get; init; } = true;

    /// <summary>Whether the first argument without an option is a secret too.</summary>
    public bool TakesArgument { get; init; }
}
