using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Select-Object.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> _last = new();
    private PropertyExpression[] _properties = [];
    private int _skipped;
    private int _passed;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[] Property { get; set; } = [];

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    protected override void BeginProcessing()
    {
        _properties = [.. Property.Select(PropertyExpression.From)];
        if (First == 0 && Last is null)
        {
            throw EngineInternals.StopUpstream(this);
        }
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        if (Last is null && _skipped < Skip)
        {
            _skipped++;
        }
        else if (First is null ? Last is null : _passed < First)
        {
            Emit(InputObject);
            _passed++;
            if (_passed == First && Last is null)
            {
                throw EngineInternals.StopUpstream(this);
            }
        }
        else if (Last is { } last)
        {
            _last.Enqueue(InputObject);
            if (_last.Count > last + Skip)
            {
                _last.Dequeue();
            }
        }
    }

    protected override void EndProcessing()
    {
        for (int left = _last.Count - Skip; left > 0; left--)
        {
            Emit(_last.Dequeue());
        }
    }

    private void Emit(PSObject item)
    {
        if (ExpandProperty is not null)
        {
            if (PropertyExpression.TryGet(item, ExpandProperty, out object? value))
            {
                WriteObject(value, enumerateCollection: true);
            }
            else
            {
                WriteError(new ErrorRecord(
                    new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."),
                    "ExpandPropertyNotFound",
                    ErrorCategory.InvalidArgument,
                    item));
            }
        }
        else if (_properties.Length == 0)
        {
            WriteObject(item);
        }
        else
        {
            WriteObject(Selected(item));
        }
    }

    private PSObject Selected(PSObject item)
    {
        var result = new PSObject();
        foreach (PSNoteProperty property in _properties.SelectMany(expression => expression.Select(item)))
        {
            if (result.Properties[property.Name] is null)
            {
                result.Properties.Add(property);
            }
        }

        result.TypeNames.Insert(0, $"Selected.{item.TypeNames.FirstOrDefault()}");
        return result;
    }
}
