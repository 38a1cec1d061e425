using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>-ShowProgress: how far a block is, and how it ended.</summary>
public sealed class ProgressTests : IDisposable
{
    /// <summary>Goes on until its progress was shown: the cmdlet looks twice a second.</summary>
    private const string Record = """
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $null = & { while ($watch.ElapsedMilliseconds -lt 900) { 1 } } | Measure-MdfOperator op { if ($script:n++ % 2) { $_ } }

        """;

    private readonly ModuleSession _session = Scripts.Open();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Start-MdfRun -RunId r -PipelineName nightly -ShowProgress {{ Enter-MdfStage clean {{ {0} }} }} 6>$null")]
    [InlineData("$null = Start-MdfRun -RunId r -PipelineName nightly; Enter-MdfStage clean {{ {0} }} -ShowProgress")]
    public void ShowProgress_LongBlock_TellsStageRecordsAndRate(string script)
    {
        IReadOnlyList<ProgressRecord> shown = Shown(script);

        ProgressRecord first = shown[0];
        Assert.Equal("nightly: run r", first.Activity);
        Assert.Matches(@"^clean: [1-9][\d\p{P}\s]* in, [1-9][\d\p{P}\s]* out, [1-9][\d\p{P}\s]*/s, 0 errors$", first.StatusDescription);
        Assert.Equal(ProgressRecordType.Processing, first.RecordType);
        Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
        Assert.Single(shown, record => record.RecordType == ProgressRecordType.Completed);
        Assert.True(shown.Count < 9, $"{shown.Count} times in a second");
    }

    [Theory]
    [InlineData("Start-MdfRun {{ Enter-MdfStage clean {{ {0} }} }}")]
    [InlineData("Start-MdfRun -Configuration @{{ executor = @{{ metrics = @{{ enabled = $false }} }} }} -ShowProgress {{ Enter-MdfStage clean {{ {0} }} }}")]
    public void Progress_NotAskedFor_IsNotShown(string script) => Assert.Empty(Shown(script));

    [Fact]
    public void ShowProgress_AfterTheRun_ShowsNoMore()
    {
        _session.Invoke("Start-MdfRun -ShowProgress { } 6>$null; $null = Start-MdfRun").Clean();

        Assert.Empty(Shown("Enter-MdfStage clean {{ {0} }}"));
    }

    [Theory]
    [InlineData("", "Run r completed in *: 10 records in, 5 out, pass rate 50.0 %, 0 errors. Store: *metrics")]
    [InlineData("throw 'boom'", "Run r failed in *: 10 records in, 5 out, pass rate 50.0 %, 0 errors. Store: *metrics")]
    [InlineData("return", "Run r completed in *: 10 records in, 5 out, *")]
    public void ShowProgress_EndOfTheRun_IsOneLine(string ending, string expected)
    {
        using PowerShell shell = _session.Start($$"""
            try {
                Start-MdfRun -RunId r -ShowProgress {
                    Enter-MdfStage s { $null = 1..10 | Measure-MdfOperator op { if ($_ % 2) { $_ } } }
                    {{ending}}
                }
            } catch { }
            """);
        shell.Invoke();
        InformationRecord line = Assert.Single(shell.Streams.Information);

        Assert.True(
            new WildcardPattern(expected).IsMatch($"{line.MessageData}"),
            $"{line.MessageData}");
        Assert.Contains("PSHOST", line.Tags);
    }

    [Fact]
    public void ShowProgress_WithoutBlock_SaysWhatItNeeds() => Assert.Contains(
        "needs a block",
        Assert.Single(_session.Invoke("$null = Start-MdfRun -ShowProgress; $null = Stop-MdfRun").Warnings),
        StringComparison.Ordinal);

    private IReadOnlyList<ProgressRecord> Shown(string script)
    {
        using PowerShell shell = _session.Start(string.Format(null, script, Record));
        shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return [.. shell.Streams.Progress.Where(record => !record.Activity.StartsWith("Preparing", StringComparison.Ordinal))];
    }
}
