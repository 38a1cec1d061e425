using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// Refuses the item of a file or folder as an id: a store is meant, which is bound by PSPath. The engine would make a
/// text of it, and the path would be the id of no run.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NoItemAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject { BaseObject: not string } item && item.Properties["PSPath"] is not null
            ? throw new ArgumentTransformationMetadataException(
                Invariant($"'{item}' is an item, and no id of a run. Give the folder of a store by -LiteralPath."),
                new PSInvalidCastException())
            : inputData;
}
