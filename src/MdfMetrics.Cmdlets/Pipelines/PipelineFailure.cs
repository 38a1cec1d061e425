using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Pipelines;

/// <summary>What ended a pipeline.</summary>
/// <param name="Where">Where: the stage, operator, record and worker, or the loader or writer.</param>
internal sealed record PipelineFailure(Exception Exception, string Where)
{
    /// <summary>The run's error.</summary>
    public string Message => $"{Where}: {TextOf(Exception)}";

    /// <summary>What an exception says, without what the engine put before it.</summary>
    public static string TextOf(Exception exception) =>
        (exception as IContainsErrorRecord)?.ErrorRecord.ToString() ?? exception.Message;

    /// <summary>The error with its place before its message.</summary>
    public static ErrorRecord Place(ErrorRecord error, string place) => new(error, null)
    {
        ErrorDetails = new ErrorDetails($"{place}: {error}"),
    };
}
