using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// The last command of a pipeline whose end is no pipe of ours: hands what comes out to a sink. Public because a script
/// calls it, which gets its input for a third of what the engine takes to bind a cmdlet's parameter.
/// </summary>
public sealed class BlockTail
{
    /// <summary>
    /// The command; its argument is the tail. A method's argument of type object loses its wrapper, one of type
    /// PSObject gets one, with which every use further down takes longer: so a call for each.
    /// </summary>
    internal const string Script =
        "param($tail) process { if ($_ -is [psobject]) { $tail.PutWrapped($_) } else { $tail.Put($_) } }";

    /// <summary>
    /// What stands behind a command, in $__MdfTail the tail; nothing where <see cref="EnginePipes"/> take the output.
    /// </summary>
    internal static readonly string Call = EnginePipes.Exist ? string.Empty : $" | & {{ {Script} }} $__MdfTail";

    private readonly IBlockSink _sink;

    internal BlockTail(IBlockSink sink) => _sink = sink;

    public void Put(object? value) => _sink.Put(value);

    public void PutWrapped(PSObject value) => _sink.Put(value);
}
