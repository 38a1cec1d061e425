using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Remove-Item. A folder that is not empty needs -Recurse.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class RemoveItemCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        if (!ShouldProcess(path))
        {
            return;
        }

        if (!Recurse && InvokeProvider.Item.IsContainer(path) && InvokeProvider.ChildItem.HasChild(path))
        {
            throw new PSInvalidOperationException($"The folder '{path}' is not empty; -Recurse removes it.");
        }

        InvokeProvider.Item.Remove([path], Recurse, Force, IsLiteral);
    });
}
