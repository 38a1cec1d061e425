using MdfMetrics.Aggregation;
using MdfMetrics.Tests.Aggregation;

namespace MdfMetrics.Tests.Traces;

/// <summary>Runs as spans, read by OpenTelemetry's own classes.</summary>
public sealed class RunSpansTests
{
    // 2026-01-24 12:00:00 UTC.
    private const ulong Noon = 1_769_256_000_000_000_000;
    private const ulong Second = 1_000_000_000;

    // sha256sum of run_20261126_080000_600d0001, as another implementation sent it to the Collector.
    private const string KnownRun = "run_20261126_080000_600d0001";
    private const string KnownTrace = "085161c5e71b39672353e3a27d17eda3";
    private const string KnownSpan = "085161c5e71b3967";

    [Fact]
    public void Spans_RunOfTwoStages_AreATree()
    {
        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(TracedRuns.Spans(TwoStages(KnownRun)));

        Assert.Equal(
            ["run nightly", "stage clean", "operator filter", "operator parse", "stage load", "operator write"],
            spans.Select(span => span.Text("name")));
        Assert.All(spans, span => Assert.Equal(KnownTrace, span.Id("trace_id")));
        Assert.Equal(spans.Count, spans.Select(span => span.Id("span_id")).Distinct().Count());
        Assert.Equal(KnownSpan, spans[0].Id("span_id"));
        Assert.Equal(
            ["", "run nightly", "stage clean", "stage clean", "run nightly", "stage load"],
            spans.Select(span => spans
                .FirstOrDefault(other => other.Id("span_id") == span.Id("parent_span_id"))?.Text("name") ?? ""));
    }

    [Fact]
    public void Spans_Times_AreThoseOfTheRun()
    {
        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(TracedRuns.Spans(TwoStages("run_1")));

        // The run took 100 s. clean was open for 40; filter's slowest worker was busy for 1.5 s of them.
        Assert.Equal(
            [
                (Noon, Noon + (100 * Second)),
                (Noon + Second, Noon + (41 * Second)),
                (Noon + Second, Noon + (5 * Second / 2)),
                (Noon + (2 * Second), Noon + (12 * Second)),
                (Noon + (50 * Second), Noon + (60 * Second)),
                (Noon + (50 * Second), Noon + (60 * Second)),
            ],
            spans.Select(span => (span.Time("start_time_unix_nano"), span.Time("end_time_unix_nano"))));
    }

    [Fact]
    public void Spans_Figures_AreAttributes()
    {
        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(TracedRuns.Spans(TwoStages("run_1")));

        IReadOnlyDictionary<string, object?> run = spans[0].Attributes();
        Assert.Equal("nightly", run["cicd.pipeline.name"]);
        Assert.Equal("run_1", run["cicd.pipeline.run.id"]);
        Assert.Equal("success", run["cicd.pipeline.result"]);
        Assert.Equal(200L, run["mdf.run.input_records"]);
        Assert.Equal(90L, run["mdf.run.output_records"]);
        Assert.Equal(45.0, run["mdf.run.pass_rate"]);
        IReadOnlyDictionary<string, object?> stage = spans[1].Attributes();
        Assert.Equal("clean", stage["mdf.stage.name"]);
        Assert.Equal(2L, stage["mdf.stage.workers"]);
        IReadOnlyDictionary<string, object?> filter = spans[2].Attributes();
        Assert.Equal("filter", filter["mdf.operator.name"]);
        Assert.Equal(2L, filter["mdf.operator.workers"]);
        Assert.Equal(200L, filter["mdf.operator.input_records"]);
        Assert.Equal(3L, filter["mdf.operator.errors"]);
        Assert.Equal(2.5, filter["mdf.operator.busy_seconds"]);
        Assert.DoesNotContain("mdf.operator.p95_seconds", filter.Keys);
    }

    [Fact]
    public void Spans_CompletedRun_IsOkAndItsStagesSayNothing()
    {
        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(TracedRuns.Spans(TwoStages("run_1")));

        Assert.Equal(1, spans[0].Message("status").Number("code"));
        Assert.All(spans.Skip(1), span => Assert.False(span.Has("status")));
    }

    [Theory]
    [InlineData(RunStatus.Failed, "failure")]
    [InlineData(RunStatus.Abandoned, "error")]
    public void Spans_RunThatDidNotEndWell_SaysWhyAndMarksWhatHadErrors(string status, string result)
    {
        RunMetrics run = TwoStages("run_1") with { status = status, error = "Login with password=hunter2 failed" };

        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(TracedRuns.Spans(run));

        Assert.Equal(2, spans[0].Message("status").Number("code"));
        Assert.StartsWith("Login with password=", spans[0].Message("status").Text("message"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", spans[0].Message("status").Text("message"), StringComparison.Ordinal);
        Assert.Equal(result, spans[0].Attributes()["cicd.pipeline.result"]);
        Assert.Equal(
            ["run nightly", "stage clean", "operator filter"],
            spans.Where(span => span.Has("status")).Select(span => span.Text("name")));
    }

    [Fact]
    public void Spans_TraceParent_IsTheParentOfTheRun()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        const string Parent = "00f067aa0ba902b7";

        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(
            TracedRuns.Spans(TwoStages(KnownRun), ("TRACEPARENT", $"00-{Trace}-{Parent}-01")));

        Assert.All(spans, span => Assert.Equal(Trace, span.Id("trace_id")));
        Assert.Equal(Parent, spans[0].Id("parent_span_id"));
        Assert.Equal(KnownSpan, spans[0].Id("span_id"));
        Assert.Equal(KnownSpan, spans[1].Id("parent_span_id"));
    }

    [Fact]
    public void Spans_Resource_IsThePipelineOnItsMachineUnlessTheEnvironmentSaysOtherwise()
    {
        RunMetrics run = TwoStages("run_1") with { host = "etl-1" };

        IReadOnlyDictionary<string, object?> plain = Resource(run);
        IReadOnlyDictionary<string, object?> named = Resource(
            run,
            ("OTEL_RESOURCE_ATTRIBUTES", "service.name=a,deployment.environment=prod,host.name=here"),
            ("OTEL_SERVICE_NAME", "ingest"));

        Assert.Equal(("nightly", "etl-1"), (plain["service.name"], plain["host.name"]));
        Assert.Equal(("ingest", "etl-1"), (named["service.name"], named["host.name"]));
        Assert.Equal("prod", named["deployment.environment"]);
    }

    [Fact]
    public void Spans_RunWithoutRowsOrEnd_IsOneSpan()
    {
        RunMetrics run = MemoryRun.Of("run_1", 0) with { end_time = null, duration = double.NaN };

        ProtoMessage span = Assert.Single(ProtoTraces.Spans(TracedRuns.Spans(run)));

        Assert.Equal("run run_1", span.Text("name"));
        Assert.Equal((Noon, Noon), (span.Time("start_time_unix_nano"), span.Time("end_time_unix_nano")));
        Assert.Equal(0L, span.Attributes()["mdf.run.input_records"]);
        Assert.DoesNotContain("mdf.run.pass_rate", span.Attributes().Keys);
    }

    [Fact]
    public void Spans_RowsWithoutTimes_BeginWithWhatTheyAreIn()
    {
        RunMetrics run = MemoryRun.Of("run_1", 0, Rows.Row("one") with { timestamp = null, total_time = 2 });

        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(TracedRuns.Spans(run));

        Assert.All(spans, span => Assert.Equal(Noon, span.Time("start_time_unix_nano")));
        Assert.Equal(Noon + (2 * Second), spans[^1].Time("end_time_unix_nano"));
    }

    [Theory]
    [InlineData("quotes \" and \\ and \u0000 and \r\n")]
    [InlineData("half an emoji \ud83d")]
    [InlineData("日本語 😀 </script>")]
    [InlineData("clean\n6:filter")]
    public void Spans_HostileNames_AreReadAsTheyAre(string name)
    {
        RunMetrics run = MemoryRun.Of("run_1", 0, Rows.Row(name, stage: name), Rows.Row("filter", stage: "clean")) with
        {
            pipeline_name = name,
            error = name,
            status = RunStatus.Failed,
        };
        string expected = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(name));

        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(TracedRuns.Spans(run));

        Assert.Equal(
            [$"run {expected}", $"stage {expected}", $"operator {expected}", "stage clean", "operator filter"],
            spans.Select(span => span.Text("name")));
        Assert.Equal(5, spans.Select(span => span.Id("span_id")).Distinct().Count());
    }

    [Fact]
    public void Spans_FiguresThatCanNotBe_AreCutToWhatTimeThereIs()
    {
        RunMetrics run = MemoryRun.Of("run_1", 0, Rows.Row("one") with { total_time = 1e300, pass_rate = double.NaN }) with
        {
            start_time = new DateTime(1600, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            end_time = new DateTime(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };

        IReadOnlyList<ProtoMessage> spans = ProtoTraces.Spans(TracedRuns.Spans(run));

        Assert.Equal(0UL, spans[0].Time("start_time_unix_nano"));
        Assert.Equal(ulong.MaxValue, spans[0].Time("end_time_unix_nano"));
        Assert.Equal(ulong.MaxValue, spans[^1].Time("end_time_unix_nano"));
    }

    [Fact]
    public void Read_RunWithoutStart_SaysSo()
    {
        MetricsException error = Assert.Throws<MetricsException>(
            () => TracedRuns.Read(MemoryRun.Of("run_1", 0) with { start_time = null }));

        Assert.Equal(MetricsError.InvalidMetric, error.Error);
        Assert.Contains("start_time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RunThatGoesOn_SaysSo()
    {
        MetricsException error = Assert.Throws<MetricsException>(
            () => TracedRuns.Read(MemoryRun.Of("run_1", 0) with { status = RunStatus.Running }));

        Assert.Equal(MetricsError.InvalidMetric, error.Error);
        Assert.Contains("goes on", error.Message, StringComparison.Ordinal);
    }

    /// <summary>clean with filter on two workers, and parse; load with write.</summary>
    private static RunMetrics TwoStages(string id)
    {
        OperatorMetrics[] rows =
        [
            Rows.Row("filter", 100, 90, "clean", "a", at: 1) with { total_time = 1, error_count = 3, operator_index = 0 },
            Rows.Row("filter", 100, 90, "clean", "b", at: 3) with { total_time = 1.5, operator_index = 0 },
            Rows.Row("parse", 180, 100, "clean", "a", at: 2) with { total_time = 10, operator_index = 1 },
            Rows.Row("write", 100, 90, "load", "a", at: 50) with { total_time = 10, stage_index = 1 },
        ];
        RunMetrics run = MetricsAggregator.Aggregate(
            MemoryRun.Of(id, 0) with { pipeline_name = "nightly" },
            [
                new StageRecord { RunId = id, Name = "clean", Index = 0, Timestamp = Rows.Start, WallTime = 40 },
                new StageRecord { RunId = id, Name = "load", Index = 1, Timestamp = Rows.Start, WallTime = double.NaN },
            ],
            rows.Select(row => row with { run_id = id }));
        return run;
    }

    private static IReadOnlyDictionary<string, object?> Resource(
        RunMetrics run,
        params (string Name, string Value)[] environment) =>
        ProtoTraces.Resources(TracedRuns.Spans(run, environment))[0].Message("resource").Attributes();
}
