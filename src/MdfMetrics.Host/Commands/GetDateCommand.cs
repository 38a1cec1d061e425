using System.Globalization;
using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Get-Date.</summary>
[Cmdlet(VerbsCommon.Get, "Date")]
public sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public DateTime? Date { get; set; }

    [Parameter]
    public string? Format { get; set; }

    [Parameter]
    public SwitchParameter AsUTC { get; set; }

    protected override void ProcessRecord()
    {
        DateTime date = Date ?? TimeProvider.System.GetLocalNow().DateTime;
        date = Date is null ? DateTime.SpecifyKind(date, DateTimeKind.Local) : date;
        date = AsUTC ? date.ToUniversalTime() : date;
        WriteObject(Format is null ? date : date.ToString(Format, CultureInfo.CurrentCulture));
    }
}
