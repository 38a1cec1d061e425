using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MdfMetrics.Host.Commands;

/// <summary>Format-Table: the engine's own formatting.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Chooses the shape.</summary>
    public FormatTableCommand() => EngineInternals.SetShape(this, "Table");
}
