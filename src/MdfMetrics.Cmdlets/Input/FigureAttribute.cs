using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// Takes a figure from what CSV or JSON left of it: empty text is no figure. What can't be read is refused; by property
/// name the binder alone would leave it out without a word.
/// </summary>
/// <param name="type">What the figure is.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FigureAttribute(Type type) : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null or "" => null,
            var value when FigureValue.TryRead(value, type, out object? figure) => figure,
            var value => throw new ArgumentTransformationMetadataException(Invariant($"'{value}' is no {type.Name}.")),
        };
}
