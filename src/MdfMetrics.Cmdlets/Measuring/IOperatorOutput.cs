using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>Takes what a measured operator puts out.</summary>
internal interface IOperatorOutput
{
    void Write(object? record);

    /// <summary>Takes the error that a record of <see cref="OnError.Skip"/> ended in.</summary>
    void WriteError(ErrorRecord error);

    /// <summary>Takes an error that the operator wrote.</summary>
    void PassError(PSObject error);

    /// <summary>Takes a line of a native program's standard error, which is no error.</summary>
    void PassNativeText(PSObject line);
}
