using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace MdfMetrics.Host.UserInterface;

/// <summary>Writes errors to the standard error and everything else to the standard output.</summary>
internal sealed class ConsoleUserInterface : PSHostUserInterface
{
    private readonly ProgressLine _progress = new();
    private readonly Lock _lock = new();
    private bool _diverted;

    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawInterface();

    public override bool SupportsVirtualTerminal => Terminal.HasColour;

    public override void Write(string value) => Out(_diverted ? Console.Error : Console.Out, value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        if (Terminal.HasColour)
        {
            PSStyle style = PSStyle.Instance;
            value = $"{PSStyle.MapForegroundColorToEscapeSequence(foregroundColor)}{value}{style.Reset}";
        }

        Write(value);
    }

    public override void WriteLine(string value)
    {
        if (!_diverted || value.Length > 0)
        {
            Write(value + Environment.NewLine);
        }
    }

    public override void WriteErrorLine(string value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Out(Console.Error, value + Environment.NewLine);
        }
    }

    public override void WriteDebugLine(string message) =>
        Prefixed("DEBUG", message, PSStyle.Instance.Formatting.Debug);

    public override void WriteVerboseLine(string message) =>
        Prefixed("VERBOSE", message, PSStyle.Instance.Formatting.Verbose);

    public override void WriteWarningLine(string message) =>
        Prefixed("WARNING", message, PSStyle.Instance.Formatting.Warning);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (Terminal.IsOutput)
        {
            lock (_lock)
            {
                _progress.Show(record);
            }
        }
    }

    public override string ReadLine() => Terminal.IsInput
        ? Console.ReadLine() ?? string.Empty
        : throw ConsoleHost.Unattended("Reading input");

    public override SecureString ReadLineAsSecureString() => throw ConsoleHost.Unattended("Reading a password");

    public override Dictionary<string, PSObject> Prompt(
        string caption,
        string message,
        Collection<FieldDescription> descriptions) =>
        throw ConsoleHost.Unattended($"Asking for {string.Join(", ", descriptions.Select(field => field.Name))}");

    public override int PromptForChoice(
        string caption,
        string message,
        Collection<ChoiceDescription> choices,
        int defaultChoice) => throw ConsoleHost.Unattended($"Asking '{caption}'");

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName) => throw ConsoleHost.Unattended("Asking for credentials");

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw ConsoleHost.Unattended("Asking for credentials");

    /// <summary>Sends all output to the standard error until the result is disposed.</summary>
    public IDisposable DivertToError()
    {
        _diverted = true;
        return new Diversion(this);
    }

    private void Prefixed(string kind, string message, string style)
    {
        string line = $"{kind}: {message}";
        WriteLine(Terminal.HasColour ? style + line + PSStyle.Instance.Reset : line);
    }

    private void Out(TextWriter writer, string text)
    {
        if (!Terminal.HasColour && text.Contains('\e', StringComparison.Ordinal))
        {
            text = new StringDecorated(text).ToString(OutputRendering.PlainText);
        }

        lock (_lock)
        {
            _progress.Hide();
            writer.Write(text);
        }
    }

    private sealed class Diversion(ConsoleUserInterface owner) : IDisposable
    {
        public void Dispose() => owner._diverted = false;
    }
}
