using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MdfMetrics.Host.Commands;

/// <summary>Format-List: the engine's own formatting.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Chooses the shape.</summary>
    public FormatListCommand() => EngineInternals.SetShape(this, "List");
}
