namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>What Measure-MdfOperator does with a terminating error of its block.</summary>
public enum OnError
{
    /// <summary>The error ends the pipeline.</summary>
    Stop,

    /// <summary>It is written as a non-terminating error, and the next record follows.</summary>
    Skip,
}
