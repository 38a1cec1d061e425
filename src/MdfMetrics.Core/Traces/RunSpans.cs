using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Traces;

/// <summary>
/// Writes a run as spans: the run, its stages below it, their operators below these. Operators take turns in a stage: the
/// span of one lasts as long as its busiest worker was busy.
/// </summary>
internal sealed class RunSpans(OtlpWriter writer, TracedRun traced, TraceParent? parent)
{
    private const int KindInternal = 1;
    private const int StatusOk = 1;
    private const int StatusError = 2;

    private readonly RunMetrics _run = traced.Run;

    public void Write()
    {
        string root = TraceIds.Span(_run.run_id);
        Span(root, parent?.SpanId, $"run {_run.pipeline_name ?? _run.run_id}", traced.Start, traced.End);
        writer.Attributes(RunAttributes);
        if (_run.status == RunStatus.Completed)
        {
            Status(StatusOk, null);
        }
        else
        {
            Status(StatusError, _run.error ?? _run.status);
        }

        writer.Json.WriteEndObject();
        ILookup<string, OperatorMetrics> operators = traced.Operators.ToLookup(row => row.stage_name);
        foreach (StageMetrics stage in traced.Stages)
        {
            Stage(root, stage, [.. operators[stage.stage_name]]);
        }
    }

    private void Stage(string root, StageMetrics stage, OperatorMetrics[] operators)
    {
        string id = TraceIds.Span(_run.run_id, stage.stage_name);
        UnixTime start = stage.TimestampUtc is { } time ? UnixTime.Of(time) : traced.Start;
        UnixTime end = start.After(double.IsNaN(stage.wall_time) ? stage.total_time : stage.wall_time);

        // Of a stage that was entered twice wall_time leaves out what was between.
        end = operators.Select(row => End(row, start)).Append(end).Aggregate(UnixTime.Max);
        Span(id, root, $"stage {stage.stage_name}", start, end);
        writer.Attributes(() =>
        {
            writer.Attribute("mdf.stage.name", stage.stage_name);
            writer.Attribute("mdf.stage.workers", stage.num_workers);
            Records("stage", stage.input_records, stage.output_records, stage.pass_rate, stage.error_count);
        });
        ErrorsOf(stage.error_count);
        writer.Json.WriteEndObject();
        foreach (OperatorMetrics row in operators)
        {
            Operator(id, row, start);
        }
    }

    private void Operator(string stage, OperatorMetrics row, UnixTime stageStart)
    {
        Span(
            TraceIds.Span(_run.run_id, row.stage_name, row.operator_name),
            stage,
            $"operator {row.operator_name}",
            Start(row, stageStart),
            End(row, stageStart));
        writer.Attributes(() =>
        {
            writer.Attribute("mdf.operator.name", row.operator_name);
            writer.Attribute("mdf.operator.workers", traced.Workers[(row.stage_name, row.operator_name)].Count());
            Records("operator", row.input_records, row.output_records, row.pass_rate, row.error_count);
            writer.Attribute("mdf.operator.busy_seconds", row.total_time);
            writer.Attribute("mdf.operator.p50_seconds", row.p50_latency);
            writer.Attribute("mdf.operator.p95_seconds", row.p95_latency);
            writer.Attribute("mdf.operator.p99_seconds", row.p99_latency);
        });
        ErrorsOf(row.error_count);
        writer.Json.WriteEndObject();
    }

    private static UnixTime Start(OperatorMetrics row, UnixTime stageStart) =>
        row.TimestampUtc is { } time ? UnixTime.Of(time) : stageStart;

    private UnixTime End(OperatorMetrics row, UnixTime stageStart) => Start(row, stageStart).After(
        traced.Workers[(row.stage_name, row.operator_name)].Max(worker => worker.total_time));

    private void RunAttributes()
    {
        writer.Attribute("cicd.pipeline.name", _run.pipeline_name);
        writer.Attribute("cicd.pipeline.run.id", _run.run_id);
        writer.Attribute("cicd.pipeline.result", _run.status switch
        {
            RunStatus.Completed => "success",
            RunStatus.Failed => "failure",
            _ => "error",
        });
        writer.Attribute("mdf.run.status", _run.status);
        Records(
            "run",
            _run.total_input_records,
            _run.total_output_records,
            _run.overall_pass_rate,
            _run.total_errors);
    }

    private void Records(string level, long input, long output, double passRate, long errors)
    {
        writer.Attribute($"mdf.{level}.input_records", input);
        writer.Attribute($"mdf.{level}.output_records", output);
        writer.Attribute($"mdf.{level}.pass_rate", passRate);
        writer.Attribute($"mdf.{level}.errors", errors);
    }

    /// <summary>Begins a span.</summary>
    private void Span(string id, string? parentId, string name, UnixTime start, UnixTime end)
    {
        writer.Json.WriteStartObject();
        writer.Json.WriteString("traceId", parent?.TraceId ?? TraceIds.Trace(_run.run_id));
        writer.Json.WriteString("spanId", id);
        if (parentId is not null)
        {
            writer.Json.WriteString("parentSpanId", parentId);
        }

        writer.Text("name", name);
        writer.Json.WriteNumber("kind", KindInternal);
        writer.Time("startTimeUnixNano", start);
        writer.Time("endTimeUnixNano", UnixTime.Max(start, end));
    }

    /// <summary>In a run that did not end well, what had errors is marked: there it is looked for first.</summary>
    private void ErrorsOf(long errors)
    {
        if (errors > 0 && _run.status != RunStatus.Completed)
        {
            Status(StatusError, Invariant($"{errors} errors"));
        }
    }

    private void Status(int code, string? message)
    {
        writer.Json.WriteStartObject("status");
        writer.Json.WriteNumber("code", code);
        if (message is not null)
        {
            writer.Text("message", message);
        }

        writer.Json.WriteEndObject();
    }
}
