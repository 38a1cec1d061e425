using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Errors;
using MdfMetrics.Cmdlets.Input;
using MdfMetrics.Cmdlets.Measuring;
using MdfMetrics.Cmdlets.Session;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Measure-MdfOperator: ForEach-Object, or a whole command, that counts and times.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "MdfOperator", DefaultParameterSetName = ProcessSet, HelpUri = HelpPage.Address)]
[OutputType(typeof(object))]
public sealed class MeasureMdfOperatorCommand : PSCmdlet, IOperatorOutput, IDisposable
{
    private const string ProcessSet = "Process";
    private const string PipelineSet = "Pipeline";

    private readonly RunProgress? _progress = RunspaceSession.Current.Progress;
    private Action<object?> _write = null!;
    private MeasuredOperator _operator = null!;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("operator_name", "OperatorName")]
    [ArgumentCompleter(typeof(OperatorNameCompleter))]
    public string Name { get; set; } = string.Empty;

    [Parameter(ParameterSetName = ProcessSet, Mandatory = true, Position = 1)]
    public ScriptBlock Process { get; set; } = null!;

    [Parameter(ParameterSetName = PipelineSet, Mandatory = true)]
    public ScriptBlock? Pipeline { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(ParameterSetName = ProcessSet)]
    public ScriptBlock? Begin { get; set; }

    [Parameter(ParameterSetName = ProcessSet)]
    public ScriptBlock? End { get; set; }

    [Parameter]
    [RunOfThisProcess]
    public RunHandle? Run { get; set; }

    [Parameter]
    [Alias("stage_name")]
    [ArgumentCompleter(typeof(StageNameCompleter))]
    public string? StageName { get; set; }

    [Parameter]
    [Alias("worker_id")]
    [ValidateNotNullOrEmpty]
    public string? WorkerId { get; set; }

    [Parameter]
    [Alias("custom_metrics")]
    public IDictionary? CustomMetric { get; set; }

    [Parameter]
    [ValidateSet("Source", "Transform", "Aggregate", "Sink")]
    public string? Role { get; set; }

    [Parameter]
    public OnError OnError { get; set; }

    private bool HasInput => MyInvocation.ExpectingInput || InputObject != AutomationNull.Value;

    protected override void BeginProcessing()
    {
        IReadOnlyList<ScriptBlock>? commands = Commands();
        string role = Role?.ToLowerInvariant() ?? (HasInput ? OperatorRole.Transform : OperatorRole.Source);
        var scope = OperatorScope.Open(this, Run, StageName, Name, WorkerId, role);
        if (Role is not null && scope.Recorder.Role != role)
        {
            WriteWarning($"The operator '{Name}' is a {scope.Recorder.Role} in this stage and worker, and stays one: "
                + $"its row has been begun so. Give a {role} a name of its own.");
        }

        _write = EnginePipes.Output(this);
        _operator = new MeasuredOperator(scope, OnError, this);
        if (commands is not null)
        {
            _operator.MeasureWork(() =>
                _operator.Pipeline = new CommandPipeline(this, commands, Pipeline!.Module, _operator, HasInput));
            return;
        }

        RunOnce(Begin);
        _operator.Pipeline = BlockPipeline.OfBlock(this, Process, _operator);
    }

    protected override void ProcessRecord()
    {
        _progress?.Tick();
        _operator.Process(HasInput ? InputObject : _operator.Pipeline!.WithoutInput);
    }

    protected override void EndProcessing()
    {
        if (Pipeline is not null)
        {
            _operator.MeasureWork(_operator.Pipeline!.End);
            return;
        }

        _operator.Pipeline!.End();
        RunOnce(End);
    }

    void IOperatorOutput.Write(object? record)
    {
        _progress?.Tick();
        _write(record);
    }

    void IOperatorOutput.WriteError(ErrorRecord error)
    {
        EnginePipes.KeepOrigin(error);
        WriteError(error);
    }

    /// <summary>
    /// The commands of the block have done with the error as the preferences say; -ErrorAction is this cmdlet's.
    /// </summary>
    void IOperatorOutput.PassError(PSObject error)
    {
        if (EnginePipes.Exist && !EnginePipes.ActsOnErrors(this))
        {
            EnginePipes.PassOn(this, error);
        }
        else
        {
            ((IOperatorOutput)this).WriteError((ErrorRecord)error.BaseObject);
        }
    }

    void IOperatorOutput.PassNativeText(PSObject line)
    {
        if (EnginePipes.Exist)
        {
            EnginePipes.PassOn(this, line);
        }
        else
        {
            Host.UI.WriteErrorLine(line.ToString());
        }
    }

    /// <summary>The only thing that runs on an early stop, so the row is committed here.</summary>
    public void Dispose() => _operator?.Close(CustomMetric);

    private IReadOnlyList<ScriptBlock>? Commands()
    {
        try
        {
            return Pipeline is null ? null : PipelineSplitter.Split(Pipeline);
        }
        catch (MetricsException e)
        {
            ThrowTerminatingError(e.ToErrorRecord());
            throw;
        }
    }

    private void RunOnce(ScriptBlock? block)
    {
        if (block is not null)
        {
            _operator.MeasureTime(() =>
            {
                using var pipeline = BlockPipeline.OfBlock(this, block, _operator);
                pipeline.Process(pipeline.WithoutInput);
                pipeline.End();
            });
        }
    }
}
