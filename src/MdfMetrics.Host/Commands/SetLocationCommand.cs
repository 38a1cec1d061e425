using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Set-Location.</summary>
[Cmdlet(VerbsCommon.Set, "Location", DefaultParameterSetName = "Path")]
public sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Path")]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            SessionState.Path.SetLocation(LiteralPath is null ? Path : WildcardPattern.Escape(LiteralPath));
        }
        catch (Exception exception) when (exception is SessionStateException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)exception).ErrorRecord, exception));
        }
    }
}
