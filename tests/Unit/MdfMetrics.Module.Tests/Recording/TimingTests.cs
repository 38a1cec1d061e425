using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>Which time counts. The bounds are those of a machine that is ten times too slow.</summary>
public sealed class TimingTests
{
    [Fact]
    public void Downstream_Time_IsNotCounted()
    {
        using ModuleSession session = Scripts.Record();

        PSObject op = Measure(session, "$null = 1..10 | Measure-MdfOperator op { $_ } | ForEach-Object { Start-Sleep -Milliseconds 60 }");

        Assert.InRange(Number(op, "total_time"), 0, 0.2);
        Assert.InRange(Number(op, "max_latency"), 0, 0.2);
    }

    [Fact]
    public void Upstream_Time_IsNotCounted()
    {
        using ModuleSession session = Scripts.Record();

        PSObject op = Measure(
            session,
            "$null = 1..10 | ForEach-Object { Start-Sleep -Milliseconds 60; $_ } | Measure-MdfOperator op { $_ }");

        Assert.InRange(Number(op, "total_time"), 0, 0.2);
    }

    [Fact]
    public void Block_Time_IsCountedForEachRecord()
    {
        using ModuleSession session = Scripts.Record();

        PSObject op = Measure(session, "$null = 1..5 | Measure-MdfOperator op { Start-Sleep -Milliseconds 20; $_; Start-Sleep -Milliseconds 20 }");

        Assert.InRange(Number(op, "min_latency"), 0.038, 2);
        Assert.InRange(Number(op, "total_time"), 0.19, 10);
        Assert.Equal(Number(op, "total_time") / 5, Number(op, "avg_latency"), 9);
        Assert.Equal(5 / Number(op, "total_time"), Number(op, "throughput"), 6);
        Assert.Equal("exact", op.Properties["latency_method"].Value);
    }

    [Fact]
    public void BeginAndEnd_Time_GoesToTheTotalOnly()
    {
        using ModuleSession session = Scripts.Record();

        PSObject op = Measure(
            session,
            "$null = 1..5 | Measure-MdfOperator op { $_ } -Begin { Start-Sleep -Milliseconds 150 } -End { Start-Sleep -Milliseconds 150 }");

        Assert.InRange(Number(op, "total_time"), 0.298, 10);
        Assert.InRange(Number(op, "max_latency"), 0, 0.145);
        Assert.InRange(Number(op, "avg_latency"), 0, 0.145);
    }

    [Fact]
    public void Failure_Time_IsALatency()
    {
        using ModuleSession session = Scripts.Record();

        PSObject op = Measure(session, "1 | Measure-MdfOperator op { Start-Sleep -Milliseconds 40; throw 'x' } -OnError Skip 2>$null");

        Assert.InRange(Number(op, "p50_latency"), 0.038, 5);
    }

    [Theory]
    [InlineData("1..100 | Measure-MdfOperator op { $_ } | Select-Object -First 3", "3 3 2")]
    [InlineData("1..2 | Measure-MdfOperator op { 1..100 } | Select-Object -First 3", "1 3 0")]
    [InlineData("foreach ($i in 1) { 1..9 | Measure-MdfOperator op { if ($_ -eq 4) { break }; $_ } }", "4 3 3")]
    [InlineData(
        "try { 1..9 | Measure-MdfOperator op { $_ } | ForEach-Object { if ($_ -eq 4) { throw 'down' } } } catch { }",
        "4 4 3")]
    public void EarlyStop_Row_IsCorrect(string script, string expected)
    {
        using ModuleSession session = Scripts.Record();

        PSObject op = Measure(session, $"function f {{ {script} }}; $null = f");

        object histogram = op.Properties["latency_histogram"].Value;
        session.Invoke("$null = Start-MdfRun; Enter-MdfStage t").Clean();
        object latencies = histogram is null
            ? 0L
            : session.Invoke(
                "param($h) (Add-MdfOperatorMetric copy -LatencyHistogram $h -PassThru).input_records",
                histogram).Clean().Single.BaseObject;
        Assert.Equal(
            expected,
            $"{op.Properties["input_records"].Value} {op.Properties["output_records"].Value} {latencies}");
        Assert.Equal(0L, op.Properties["error_count"].Value);
    }

    [Fact]
    public void Stage_WallTime_CountsEachEntering()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke("""
            $m = Start-MdfRun -PassThru {
                Enter-MdfStage s { Start-Sleep -Milliseconds 50 }
                Start-Sleep -Milliseconds 200
                Enter-MdfStage s { Start-Sleep -Milliseconds 50 }
            }
            ($m | Get-MdfStageMetric).wall_time
            $m.duration
            """).Clean();

        double[] times = [.. result.Values.Cast<double>()];
        Assert.InRange(times[0], 0.098, times[1] - 0.195);
    }

    private static PSObject Measure(ModuleSession session, string script) =>
        session.Invoke($"{script}; Stop-MdfRun | Get-MdfOperatorMetric").Single;

    private static double Number(PSObject row, string column) => (double)row.Properties[column].Value;
}
