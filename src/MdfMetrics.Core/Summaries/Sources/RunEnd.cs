namespace MdfMetrics.Summaries.Sources;

/// <summary>How a run ended, in the words of <see cref="RunStatus"/>.</summary>
internal enum RunEnd : byte
{
    /// <summary>Also where a file does not tell.</summary>
    Completed,

    Failed,

    Abandoned,

    /// <summary>The run still goes on, says whoever wrote the file: it does not count yet.</summary>
    Running,
}
