using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Sort-Object; equal objects keep their order.</summary>
[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            _items.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        PropertyExpression[] properties = [.. Property.Select(PropertyExpression.From)];
        bool[] descending = properties.Length == 0
            ? [Descending]
            : [.. properties.Select(property => property.Descending ?? Descending)];
        object?[] Keys(PSObject item) =>
            properties.Length == 0 ? [item] : [.. properties.Select(property => property.Of(item))];
        int Compare(object?[] left, object?[] right) => left
            .Select((key, i) => descending[i] ? CompareKeys(right[i], key) : CompareKeys(key, right[i]))
            .FirstOrDefault(order => order != 0);

        object?[]? previous = null;
        foreach ((PSObject item, object?[] keys) in _items
            .Select(item => (Item: item, Keys: Keys(item)))
            .Order(Comparer<(PSObject Item, object?[] Keys)>.Create((left, right) => Compare(left.Keys, right.Keys))))
        {
            if (!Unique || previous is null || Compare(previous, keys) != 0)
            {
                WriteObject(item);
            }

            previous = keys;
        }
    }

    private static int CompareKeys(object? left, object? right) =>
        LanguagePrimitives.TryCompare(left, right, ignoreCase: true, out int order)
            ? order
            : string.Compare(left?.ToString(), right?.ToString(), StringComparison.OrdinalIgnoreCase);
}
