using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Add-Content of text files.</summary>
[Cmdlet(VerbsCommon.Add, "Content", SupportsShouldProcess = true)]
public sealed class AddContentCommand : ContentWriterCommand
{
    /// <summary>Chooses whether the files keep what they hold.</summary>
    public AddContentCommand()
        : base(append: true)
    {
    }
}
