namespace MdfMetrics.Host;

/// <summary>The exit codes that do not come from the script itself.</summary>
internal static class ExitCode
{
    /// <summary>The script ended by itself.</summary>
    public const int Success = 0;

    /// <summary>A terminating error, or a script that is not valid PowerShell.</summary>
    public const int Failure = 1;

    /// <summary>The command line makes no sense, or a pipeline's file.</summary>
    public const int Usage = 2;

    /// <summary>There is no such script: what pwsh answers too.</summary>
    public const int NoScript = 64;

    /// <summary>The module is not where this program looks for it.</summary>
    public const int NoModule = 70;

    /// <summary>What shells add the number of the signal to that ended a process.</summary>
    public const int Signalled = 128;
}
