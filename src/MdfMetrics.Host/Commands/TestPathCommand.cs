using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Test-Path.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = PathSet)]
public sealed class TestPathCommand : PathCommand
{
    [Parameter]
    [ValidateSet("Any", "Container", "Leaf")]
    [Alias("Type")]
    public string PathType { get; set; } = "Any";

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        bool exists = InvokeProvider.Item.Exists(path, force: false, IsLiteral);
        bool container = exists && PathType != "Any" && InvokeProvider.Item.IsContainer(path);
        WriteObject(exists && (PathType == "Any" || container == (PathType == "Container")));
    });
}
