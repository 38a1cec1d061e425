using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Errors;

/// <summary>
/// Makes error records: the id is the name of the <see cref="MetricsError"/>, the target the user's item.
/// </summary>
internal static class ErrorRecords
{
    public static ErrorRecord ToErrorRecord(this MetricsException exception) =>
        new(exception, exception.Error.ToString(), Category(exception.Error), exception.Target);

    public static ErrorRecord Create(MetricsError error, string message, object? target) =>
        new MetricsException(error, message, target).ToErrorRecord();

    /// <summary>
    /// The exception that ends the script as the throw statement does, and makes pwsh -File exit with 1. A cmdlet's own
    /// terminating error ends one statement only.
    /// </summary>
    public static RuntimeException AsThrown(this MetricsException exception) =>
        new(exception.Message, exception, exception.ToErrorRecord()) { WasThrownFromThrowStatement = true };

    private static ErrorCategory Category(MetricsError error) => error switch
    {
        MetricsError.RunExists or MetricsError.FileExists => ErrorCategory.ResourceExists,
        MetricsError.RunNotFound or MetricsError.StoreNotFound or MetricsError.ConfigNotFound =>
            ErrorCategory.ObjectNotFound,
        MetricsError.StoreNotWritable or MetricsError.ReportNotWritable or MetricsError.DashboardNotWritable
            or MetricsError.PrometheusNotWritable or MetricsError.TraceNotWritable => ErrorCategory.WriteError,
        MetricsError.TraceNotSent => ErrorCategory.ConnectionError,
        MetricsError.FileCorrupt or MetricsError.ConfigInvalid or MetricsError.InvalidMetric =>
            ErrorCategory.InvalidData,
        MetricsError.InvalidRunId or MetricsError.InvalidName or MetricsError.InvalidDuration
            or MetricsError.InvalidPath or MetricsError.InvalidPattern or MetricsError.PeriodNotPossible
            or MetricsError.InvalidPipeline or MetricsError.InvalidTimeZone or MetricsError.InvalidParameters
                => ErrorCategory.InvalidArgument,
        MetricsError.StoreBusy => ErrorCategory.ResourceBusy,
        MetricsError.FileUnsupported => ErrorCategory.NotImplemented,
        _ => ErrorCategory.InvalidOperation,
    };
}
