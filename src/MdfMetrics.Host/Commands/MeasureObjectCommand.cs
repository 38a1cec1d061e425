using System.Globalization;
using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Measure-Object for counts and numbers.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object")]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly List<double> _values = [];
    private int _count;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public string? Property { get; set; }

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    protected override void ProcessRecord()
    {
        object? value = InputObject;
        if (InputObject is null
            || (Property is not null && !PropertyExpression.TryGet(InputObject, Property, out value)) || value is null)
        {
            return;
        }

        _count++;
        if (!(Sum || Average || Maximum || Minimum))
        {
            return;
        }

        if (LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double number))
        {
            _values.Add(number);
        }
        else
        {
            WriteError(new ErrorRecord(
                new PSInvalidCastException($"Input object \"{value}\" is not numeric."),
                "NonNumericInputObject",
                ErrorCategory.InvalidType,
                value));
        }
    }

    protected override void EndProcessing()
    {
        var result = new PSObject();
        result.Properties.Add(new PSNoteProperty("Count", _count));
        Add(result, nameof(Average), Average, values => values.Average());
        Add(result, nameof(Sum), Sum, values => values.Sum());
        Add(result, nameof(Maximum), Maximum, values => values.Max());
        Add(result, nameof(Minimum), Minimum, values => values.Min());
        result.Properties.Add(new PSNoteProperty("Property", Property));
        WriteObject(result);
    }

    private void Add(PSObject result, string name, bool wanted, Func<List<double>, double> compute) =>
        result.Properties.Add(new PSNoteProperty(name, wanted && _values.Count > 0 ? compute(_values) : null));
}
