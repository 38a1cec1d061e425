using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Set-Content of text files.</summary>
[Cmdlet(VerbsCommon.Set, "Content", SupportsShouldProcess = true)]
public sealed class SetContentCommand : ContentWriterCommand
{
    /// <summary>Chooses whether the files keep what they hold.</summary>
    public SetContentCommand()
        : base(append: false)
    {
    }
}
