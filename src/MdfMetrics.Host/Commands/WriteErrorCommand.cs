using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Write-Error.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = MessageSet)]
public sealed class WriteErrorCommand : PSCmdlet
{
    private const string MessageSet = "NoException";
    private const string ExceptionSet = "WithException";
    private const string RecordSet = "ErrorRecord";
    private const string UsualId = "Microsoft.PowerShell.Commands.WriteErrorException";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = ExceptionSet)]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ExceptionSet)]
    public Exception? Exception { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RecordSet)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = ExceptionSet)]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = ExceptionSet)]
    public string? ErrorId { get; set; }

    [Parameter(ParameterSetName = MessageSet)]
    [Parameter(ParameterSetName = ExceptionSet)]
    public object? TargetObject { get; set; }

    protected override void ProcessRecord()
    {
        ErrorRecord error = ErrorRecord ?? new ErrorRecord(
            Exception ?? new WriteErrorException(Message),
            ErrorId ?? Exception?.GetType().FullName ?? UsualId,
            Category,
            TargetObject);
        if (!string.IsNullOrEmpty(Message))
        {
            error.ErrorDetails = new ErrorDetails(Message);
        }

        // The error is the caller's, and so is its place.
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
        {
            EngineInternals.SetPlace(error, caller);
            error.CategoryInfo.Activity = "Write-Error";
        }

        WriteError(error);
    }
}
