using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Split-Path.</summary>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = ParentSet)]
public sealed class SplitPathCommand : PSCmdlet
{
    private const string ParentSet = "ParentSet";
    private const string LeafSet = "LeafSet";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = ParentSet)]
    public SwitchParameter Parent { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = LeafSet)]
    public SwitchParameter Leaf { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            WriteObject(ParameterSetName == LeafSet
                ? SessionState.Path.ParseChildName(path)
                : SessionState.Path.ParseParent(path, root: string.Empty));
        }
    }
}
