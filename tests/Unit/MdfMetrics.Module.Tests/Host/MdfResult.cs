namespace MdfMetrics.Module.Tests.Host;

/// <summary>How a run of <c>mdf</c> ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record MdfResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The result, once it is sure that the script ended well.</summary>
    public MdfResult Clean()
    {
        Assert.Equal(string.Empty, Errors);
        Assert.Equal(0, ExitCode);
        return this;
    }
}
