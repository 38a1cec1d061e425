using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Workers;

/// <summary>Runspaces of one process that work for one run at the same time.</summary>
public sealed class ParallelTests
{
    private const string Parallel = """
        param($module, $runspaces, $batches, $size)
        $run = Start-MdfRun -RunId r
        Enter-MdfStage s
        1..$batches | ForEach-Object -ThrottleLimit $runspaces -Parallel {
            Import-Module $using:module
            1..$using:size | Measure-MdfOperator all -Run $using:run { $_ } | Measure-MdfOperator even -Run $using:run {
                if ($_ % 2 -eq 0) { $_ }
            } | Out-Null
        }
        Exit-MdfStage
        """;

    [Fact]
    public void Measure_ManyRunspaces_LoseNoUpdate()
    {
        using ModuleSession session = Scripts.Open();
        session.Invoke(Parallel, RepositoryRoot.ManifestPath, 6, 24, 2000).Clean();
        session.Invoke("$m = Stop-MdfRun").Clean();

        Assert.Equal(
            ["all 48000 48000", "even 48000 24000"],
            session.Invoke("$m | Get-MdfOperatorMetric -Merge | Show operator_name, input_records, output_records").Texts());
        string[] workers = [.. session.Invoke("$m | Get-MdfOperatorMetric -OperatorName all | % worker_id").Texts()];
        Assert.InRange(workers.Length, 1, 6);
        Assert.Equal(workers.Length, workers.Distinct().Count());
        Assert.Equal(
            ["True"],
            session.Invoke("($m | Get-MdfStageMetric).num_workers -eq @($m | Get-MdfOperatorMetric -OperatorName all).Count").Texts());
    }
}
