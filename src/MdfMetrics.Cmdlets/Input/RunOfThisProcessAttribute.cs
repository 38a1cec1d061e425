using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>
/// Refuses the handle of another process's run, as <c>$using:run</c> gives it to a job: what came through is only what
/// it looked like. The engine would speak of a conversion that failed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RunOfThisProcessAttribute : ArgumentTransformationAttribute
{
    private static readonly string s_deserialized = $"Deserialized.{typeof(RunHandle).FullName}";

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is PSObject handle && handle.TypeNames.Contains(s_deserialized)
            ? throw new ArgumentTransformationMetadataException(
                Invariant($"The run '{handle.Properties["run_id"]?.Value}' was started by another process. ")
                    + "Join it here with Connect-MdfRun: $using:run | Connect-MdfRun. Then it is current, and -Run is not "
                    + "needed.")
            : inputData;
}
