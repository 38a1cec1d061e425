using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>New-Item for files and folders.</summary>
[Cmdlet(VerbsCommon.New, "Item", SupportsShouldProcess = true)]
public sealed class NewItemCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter]
    [ValidateSet("File", "Directory")]
    [Alias("Type")]
    public string ItemType { get; set; } = "File";

    [Parameter]
    public object? Value { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Path.Where(path => ShouldProcess(path)))
        {
            try
            {
                WriteObject(
                    InvokeProvider.Item.New([path], name: null, ItemType, Value, Force),
                    enumerateCollection: true);
            }
            catch (CmdletProviderInvocationException exception)
            {
                WriteError(new ErrorRecord(exception.ErrorRecord, exception));
            }
        }
    }
}
