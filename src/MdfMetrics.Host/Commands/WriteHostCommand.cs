using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Write-Host.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [SuppressMessage("Naming", "CA1720", Justification = "The real parameter's name.")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage { Message = Text(Object), NoNewLine = NoNewline };
        if (ForegroundColor is { } foreground)
        {
            message.ForegroundColor = foreground;
        }

        if (BackgroundColor is { } background)
        {
            message.BackgroundColor = background;
        }

        WriteInformation(message, ["PSHOST"]);
    }

    private string Text(object? value)
    {
        object? item = value is PSObject wrapped ? wrapped.BaseObject : value;
        return item switch
        {
            null => string.Empty,
            string text => text,
            IEnumerable list => string.Join(Separator.ToString(), list.Cast<object?>().Select(Text)),
            _ => LanguagePrimitives.ConvertTo<string>(value),
        };
    }
}
