using System.Management.Automation;

namespace MdfMetrics.Module.Tests.Harness;

/// <summary>What a script put out.</summary>
/// <param name="Output">The objects it returned.</param>
/// <param name="Errors">Its non-terminating errors.</param>
/// <param name="Warnings">Its warnings' texts.</param>
internal sealed record ScriptResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The values behind the output objects.</summary>
    public IEnumerable<object?> Values => Output.Select(item => item?.BaseObject);

    /// <summary>The only output object.</summary>
    public PSObject Single => Assert.Single(Output);

    /// <summary>The result, once it is sure that it came without errors and warnings.</summary>
    public ScriptResult Clean()
    {
        Assert.Empty(Errors.Select(error => error.ToString()));
        Assert.Empty(Warnings);
        return this;
    }
}
