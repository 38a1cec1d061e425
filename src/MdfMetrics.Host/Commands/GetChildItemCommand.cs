using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Get-ChildItem.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = PathSet)]
public sealed class GetChildItemCommand : PathCommand
{
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PathSet)]
    public override string[] Path { get; set; } = ["."];

    [Parameter(Position = 1)]
    public string Filter { get; set; } = "*";

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter File { get; set; }

    [Parameter]
    public SwitchParameter Directory { get; set; }

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        WildcardPattern pattern = WildcardPattern.Get(Filter, WildcardOptions.IgnoreCase);
        foreach (PSObject item in InvokeProvider.ChildItem.Get([path], Recurse, Force, IsLiteral))
        {
            bool container = item.Properties["PSIsContainer"]?.Value is true;
            if (!(File && container) && !(Directory && !container)
                && pattern.IsMatch(item.Properties["PSChildName"]?.Value as string ?? string.Empty))
            {
                WriteObject(item);
            }
        }
    });
}
