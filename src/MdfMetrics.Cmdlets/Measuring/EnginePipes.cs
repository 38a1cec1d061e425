using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>
/// The pipes of running commands. The engine gives cmdlets no way to pass an error on as it is, nor to take the errors
/// of a command apart from its output: so its own members are used. Where one of them is missing, <see cref="Exist"/> says so, and
/// the errors come merged into the output.
/// </summary>
internal static class EnginePipes
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] s_streams = ["Error", "Warning", "Information"];

    private static readonly Type? s_runtime = Engine("MshCommandRuntime");
    private static readonly Type? s_pipe = Engine("Internal.Pipe");
    private static readonly Type? s_stream = Engine("Internal.VariableStreamKind");
    private static readonly FieldInfo? s_pipeline = typeof(SteppablePipeline).GetField("_pipeline", Members);
    private static readonly PropertyInfo? s_commands = s_pipeline?.FieldType.GetProperty("Commands", Members);
    private static readonly Type? s_processor = Engine("CommandProcessorBase");
    private static readonly PropertyInfo? s_runtimeOf = s_processor?.GetProperty("CommandRuntime", Members);

    private static readonly PropertyInfo? s_output = s_runtime?.GetProperty("OutputPipe", Members);
    private static readonly PropertyInfo? s_error = s_runtime?.GetProperty("ErrorOutputPipe", Members);
    private static readonly PropertyInfo? s_merge = s_runtime?.GetProperty("ErrorMergeTo", Members);

    private static readonly PropertyInfo? s_command = s_processor?.GetProperty("CommandInfo", Members);
    private static readonly PropertyInfo? s_downstream = s_pipe?.GetProperty("DownstreamCmdlet", Members);
    private static readonly ConstructorInfo? s_newPipe =
        s_pipe?.GetConstructor(Members, [typeof(Collection<PSObject>)]);

    private static readonly MethodInfo? s_put = s_pipe?.GetMethod("Add", Members, [typeof(object)]);

    private static readonly MethodInfo? s_add =
        s_pipe?.GetMethod("AddWithoutAppendingOutVarList", Members, [typeof(object)]);

    private static readonly MethodInfo? s_gather = s_stream is null
        ? null
        : s_pipe?.GetMethod("AddVariableList", Members, [s_stream, typeof(IList)]);

    private static readonly MethodInfo? s_append = s_stream is null
        ? null
        : s_pipe?.GetMethod("AppendVariableList", Members, [s_stream, typeof(object)]);

    private static readonly PropertyInfo? s_preserve =
        typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", Members);

    /// <summary>Whether this engine has all of them.</summary>
    public static bool Exist { get; } = Array.TrueForAll(
        [s_commands, s_runtimeOf, s_output, s_error, s_merge, s_downstream, s_newPipe, s_put, s_add, s_gather,
            s_append, s_preserve],
        static (MemberInfo? member) => member is not null);

    /// <summary>
    /// Sends the output and the errors of a pipeline of one command to sinks, and lets the variables that gather the
    /// streams of a cmdlet gather those of the command.
    /// </summary>
    public static void Connect(SteppablePipeline pipeline, PSCmdlet cmdlet, IBlockSink sink, IErrorSink errors)
    {
        object command = ((IList)s_commands!.GetValue(s_pipeline!.GetValue(pipeline))!)[0]!;
        object runtime = s_runtimeOf!.GetValue(command)!;
        object outer = cmdlet.CommandRuntime;
        object pipe = s_newPipe!.Invoke([new ErrorCollection(errors)]);
        if (!IsMerged(outer) && s_downstream!.GetValue(s_error!.GetValue(outer)) is { } console)
        {
            // By that a native program knows whether its standard error is that of the process.
            s_downstream.SetValue(pipe, console);
        }

        s_error!.SetValue(runtime, pipe);
        var end = new OutputCollection(sink);
        object output = s_newPipe.Invoke([end]);
        Call(s_gather!, output, Enum.Parse(s_stream!, "Output"), end);
        s_output!.SetValue(runtime, output);
        object target = s_output.GetValue(outer)!;
        foreach (string name in ActsOnErrors(cmdlet) ? ["Warning", "Information"] : s_streams)
        {
            object stream = Enum.Parse(s_stream!, name);
            Call(s_gather!, output, stream, new StreamVariable(record => Call(s_append!, target, stream, record)));
        }
    }

    /// <summary>
    /// What puts objects out for a cmdlet as they are, as ForEach-Object does; WriteObject wraps each in a PSObject,
    /// which takes five times the memory of a number where the output is kept.
    /// </summary>
    public static Action<object?> Output(PSCmdlet cmdlet) => Exist
        ? s_put!.CreateDelegate<Action<object?>>(s_output!.GetValue(cmdlet.CommandRuntime))
        : cmdlet.WriteObject;

    /// <summary>
    /// Whether what a cmdlet puts out is for the host to show: not for a variable, a file or another command. Where
    /// that can't be told it is not.
    /// </summary>
    public static bool EndAtHost(PSCmdlet cmdlet) =>
        s_output?.GetValue(cmdlet.CommandRuntime) is { } pipe
        && s_downstream?.GetValue(pipe) is { } downstream
        && s_command?.GetValue(downstream) is CmdletInfo { Name: "Out-Default" };

    /// <summary>Whether a cmdlet has -ErrorAction: then it writes the errors that come from its block itself.</summary>
    public static bool ActsOnErrors(PSCmdlet cmdlet) => cmdlet.MyInvocation.BoundParameters.ContainsKey("ErrorAction");

    /// <summary>Passes an error on to the error stream of a cmdlet, as it is.</summary>
    public static void PassOn(PSCmdlet cmdlet, PSObject error)
    {
        object runtime = cmdlet.CommandRuntime;
        Call(s_add!, (IsMerged(runtime) ? s_output : s_error)!.GetValue(runtime)!, error);
    }

    /// <summary>Lets an error that a cmdlet is about to write tell where it came from, not the cmdlet.</summary>
    public static void KeepOrigin(ErrorRecord error)
    {
        if (error.InvocationInfo is not null)
        {
            s_preserve?.SetValue(error, true);
        }
    }

    private static bool IsMerged(object runtime) => Convert.ToInt32(s_merge!.GetValue(runtime), null) != 0;

    private static Type? Engine(string name) =>
        typeof(PSObject).Assembly.GetType($"{typeof(PSObject).Namespace}.{name}");

    private static void Call(MethodInfo method, object target, params object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
