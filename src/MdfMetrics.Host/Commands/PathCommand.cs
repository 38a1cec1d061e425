using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>A command on items: -Path with wildcards or -LiteralPath, over the engine's own providers.</summary>
public abstract class PathCommand : PSCmdlet
{
    /// <summary>The parameter set of -Path.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set of -LiteralPath.</summary>
    protected const string LiteralSet = "LiteralPath";

    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PathSet)]
    public virtual string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralSet)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Whether -LiteralPath was given.</summary>
    protected bool IsLiteral => ParameterSetName == LiteralSet;

    /// <summary>What was given.</summary>
    protected string[] Paths => IsLiteral ? LiteralPath : Path;

    /// <summary>Works on path after path; a provider's error becomes a non-terminating one.</summary>
    protected void ForEachPath(Action<string> work)
    {
        foreach (string path in Paths)
        {
            try
            {
                work(path);
            }
            catch (Exception exception) when (exception is IContainsErrorRecord and not FlowControlException
                and not PipelineStoppedException and not ActionPreferenceStopException)
            {
                WriteError(new ErrorRecord(((IContainsErrorRecord)exception).ErrorRecord, exception));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.OpenError, path));
            }
        }
    }

    /// <summary>The full paths of files that a path stands for.</summary>
    protected IEnumerable<string> Files(string path) => IsLiteral
        ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)]
        : SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _);
}
