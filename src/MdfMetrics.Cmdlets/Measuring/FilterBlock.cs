using System.Management.Automation;
using System.Management.Automation.Language;
using MdfMetrics.Cmdlets.Session;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// Makes of a ForEach-Object block a filter that can stand first in a pipeline: the block's own statements as a
/// process block, so that no invocation of another block is paid for each record.
/// </summary>
internal static class FilterBlock
{
    /// <summary>For blocks whose statements can't be taken over: ForEach-Object itself, record by record.</summary>
    private static readonly ScriptBlock s_forEachObject = ScriptBlock.Create(
        "process { Microsoft.PowerShell.Core\\ForEach-Object -InputObject $_ -Process $args[0] }");

    /// <summary>
    /// Gives the block the caller's variables, which a filter would have of its own: by $MyInvocation Write-Error and
    /// Write-Warning also tell where they stand.
    /// </summary>
    private static readonly NamedBlockAst s_callersVariables = ((ScriptBlockAst)ScriptBlock.Create(
        "begin { $MyInvocation, $PSBoundParameters = $args; $args = @() } process { }").Ast).BeginBlock;

    /// <summary>The filter for a block, and the arguments to call it with.</summary>
    public static (ScriptBlock Filter, object?[] Arguments) Create(ScriptBlock block, SessionState caller)
    {
        bool callersScope = block.Module is not null || caller.Module is null;
        if (block.Ast is not ScriptBlockAst ast || !IsPlain(ast) || !callersScope)
        {
            return (RunspaceSession.Current.Own(s_forEachObject), [block]);
        }

        ScriptBlock filter = RunspaceSession.Current.Filters.GetValue(ast, static key => Copy((ScriptBlockAst)key));
        object?[] arguments =
            [caller.PSVariable.GetValue("MyInvocation"), caller.PSVariable.GetValue("PSBoundParameters")];
        return (block.Module?.NewBoundScriptBlock(filter) ?? filter, arguments);
    }

    private static bool IsPlain(ScriptBlockAst ast) =>
        ast is { ParamBlock: null, DynamicParamBlock: null, BeginBlock: null, ProcessBlock: null }
        && ast.EndBlock.Unnamed
        && ast.UsingStatements.Count == 0;

    private static ScriptBlock Copy(ScriptBlockAst ast)
    {
        NamedBlockAst body = ast.EndBlock;
        var statements = new StatementBlockAst(
            body.Extent,
            body.Statements.Select(statement => (StatementAst)statement.Copy()),
            body.Traps?.Select(trap => (TrapStatementAst)trap.Copy()));
        var process = new NamedBlockAst(body.Extent, TokenKind.Process, statements, unnamed: true);
        var begin = (NamedBlockAst)s_callersVariables.Copy();
        return new ScriptBlockAst(ast.Extent, null, begin, process, null, null).GetScriptBlock();
    }
}
