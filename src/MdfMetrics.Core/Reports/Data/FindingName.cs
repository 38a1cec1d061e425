namespace MdfMetrics.Reports.Data;

/// <summary>The sections that have a finding.</summary>
internal static class FindingName
{
    public const string Flow = "flow";
    public const string Time = "time";
    public const string Operators = "operators";
    public const string Latency = "latency";
    public const string History = "history";
    public const string Workers = "workers";
    public const string Errors = "errors";
    public const string Config = "config";
    public const string Duration = "duration";
    public const string Trends = "trends";
    public const string Calendar = "calendar";
    public const string Failures = "failures";
    public const string Pipelines = "pipelines";
    public const string Lanes = "lanes";
}
