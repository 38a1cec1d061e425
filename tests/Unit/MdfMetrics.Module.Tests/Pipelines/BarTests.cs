using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MdfMetrics.Module.Tests.Pipelines;

/// <summary>The bars of Invoke-MdfPipeline: one for each stage, as long as it runs.</summary>
public sealed partial class BarTests
{
    [Theory]
    [InlineData("Invoke-MdfPipeline p.yaml -MaxSamples 12")]
    [InlineData("Invoke-MdfPipeline p.yaml -PassThru | Select-Object -First 8")]
    [InlineData("try { Invoke-MdfPipeline p.yaml -MaxSamples 12 } catch { }", "{name: ThrowAt, params: {at: 9}}")]
    public void Invoke_LongPipeline_ShowsStagesAndTakesTheBarsAway(string script, string more = "{name: Same}")
    {
        using var pipeline = new Pipeline();
        pipeline.Write(
            "Numbers",
            $"{Pipeline.Stage("slow", "{name: Slow, params: {milliseconds: 100}}")}, {Pipeline.Stage("more", more)}");
        using PowerShell shell = pipeline.Start(script);
        shell.Invoke();
        ProgressRecord[] shown = [.. shell.Streams.Progress.Where(record => record.Activity is "slow" or "more")];

        Assert.Contains(shown, record => Counts().IsMatch(record.StatusDescription));
        foreach (IGrouping<string, ProgressRecord> bar in shown.GroupBy(record => record.Activity))
        {
            Assert.All(bar.SkipLast(1), record => Assert.Equal(ProgressRecordType.Processing, record.RecordType));
            Assert.Equal(ProgressRecordType.Completed, bar.Last().RecordType);
            int[] percents = [.. bar.Select(record => record.PercentComplete)];
            Assert.Equal(percents.Order(), percents);
        }

        Assert.Equal(2, shown.Count(record => record.RecordType == ProgressRecordType.Completed));
    }

    [GeneratedRegex("^[1-9][0-9]* in, [1-9][0-9]* out, [0-9]+/s, 0 errors(, p95 .* Slow)?$")]
    private static partial Regex Counts();
}
