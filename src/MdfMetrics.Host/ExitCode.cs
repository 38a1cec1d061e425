namespace MdfMetrics.Host;

/// <summary>The exit codes that do not come from the engine.</summary>
internal static class ExitCode
{
    /// <summary>What was asked for was told.</summary>
    public const int Success = 0;

    /// <summary>The command line makes no sense, or a pipeline's file.</summary>
    public const int Usage = 2;

    /// <summary>What shells add the number of the signal to that ended a process.</summary>
    public const int Signalled = 128;
}
