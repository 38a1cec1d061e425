namespace MdfMetrics.Module.Tests.Pester;

/// <summary>What became of one test of tests/Pester.</summary>
/// <param name="File">Its file.</param>
/// <param name="Name">The names of its blocks and its own.</param>
/// <param name="Result">Passed, Failed or Skipped.</param>
/// <param name="Error">Why it failed.</param>
public sealed record PesterResult(string File, string Name, string Result, string? Error)
{
    /// <summary>As it is named in the output of dotnet test.</summary>
    public override string ToString() => $"{File}: {Name}";
}
