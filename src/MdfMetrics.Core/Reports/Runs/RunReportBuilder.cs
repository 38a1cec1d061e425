using MdfMetrics.Reports.Changes;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using MdfMetrics.Reports.Words;
using static MdfMetrics.Reports.Data.KnownNumber;

namespace MdfMetrics.Reports.Runs;

/// <summary>Makes the report of one run.</summary>
internal sealed class RunReportBuilder
{
    private readonly ReportFrame _frame;
    private readonly RunEvidence _evidence;
    private readonly RunFacts _facts;
    private readonly DateWords _dates;
    private readonly IReadOnlyList<Cause> _causes;
    private readonly FailurePlace? _failure;
    private readonly Verdict _verdict;

    public RunReportBuilder(RunEvidence evidence, ReportFrame frame)
    {
        (_evidence, _frame) = (evidence, frame);
        _facts = new RunFacts(evidence);
        _dates = new DateWords(frame.Zone, evidence.History);
        _causes = evidence.IsCompleted ? new CauseFinder(_facts).Find() : [];
        _failure = evidence.IsFailed ? FailurePlace.Of(_facts) : null;
        _verdict = _failure is null
            ? new CompletedVerdict(_facts, _causes, _dates).Write()
            : new FailedVerdict(_facts, _failure, _dates).Write();
    }

    private RunMetrics Run => _evidence.Run;

    /// <param name="alerts">The alerts of the run.</param>
    public RunReport Build(IEnumerable<Alert> alerts)
    {
        IReadOnlyList<string> workers = WorkerColumns.Names(_facts);
        OperatorFacts? focus = _facts.Costly.FirstOrDefault() ?? _facts.Bottleneck;
        IReadOnlyList<OperatorLine> operators = new OperatorLines(_facts).Make();
        return new RunReport
        {
            Kind = ReportKind.Run,
            Generated = _frame.Generated,
            Writer = _frame.Writer,
            Zone = _frame.Zone.Id,
            Title = _frame.Title,
            Run = Line(),
            Verdict = _verdict,
            Reference = Reference(),
            Figures = new FigureTable(_facts).Make(),
            Attribution = AttributionTable.Of(_facts),
            Alerts = [.. alerts.Select(AlertLines.Of)],
            Rules = _frame.Rules,
            Changes = Changes(),
            Stages = [.. _facts.Stages.Select(Line)],
            Missing = [.. _facts.Missing.Select(name => new MissingStage
            {
                Name = name,
                UsualWall = Finite(_facts.UsualWall(name)),
            })],
            Operators = operators,
            Focus = focus?.Index,
            Foci = [.. Foci()],
            Bottleneck = _facts.Bottleneck?.Index,
            Workers = workers,
            Rows = WorkerColumns.Of(_facts, workers),
            History = RunHistoryColumns.Of(_evidence.History) with
            {
                P95 = focus is null ? null : operators[focus.Index].Trend,
                P95Of = focus?.Name,
            },
            Custom = CustomLines.Of(_facts),
            Config = ConfigText.Of(Run.config),
            Context = ContextLines.Of(Run),
            Findings = Findings(focus),
        };
    }

    private Dictionary<string, string> Findings(OperatorFacts? focus) => new()
    {
        [FindingName.Flow] = FlowFinding.Of(_facts),
        [FindingName.Time] = TimeFinding.Of(_facts),
        [FindingName.Operators] = OperatorFinding.Of(_facts),
        [FindingName.Latency] = LatencyFinding.Of(_facts, focus),
        [FindingName.History] = HistoryFinding.Of(_facts, _causes, _dates),
        [FindingName.Workers] = WorkerFinding.Of(_facts),
        [FindingName.Errors] = ErrorFinding.Of(_facts),
        [FindingName.Config] = ConfigFinding.Of(_facts),
    };

    private RunLine Line() => new()
    {
        RunId = Run.run_id,
        Pipeline = Run.pipeline_name,
        Status = Run.status,
        Error = Run.error,
        ErrorAt = _failure?.Stage is { } stage ? new ErrorPlace { Stage = stage, Operator = _failure.Operator } : null,
        Start = Run.StartUtc!.Value,
        End = Run.EndUtc,
        Duration = Run.duration,
        Host = Run.host,
        Tags = TagTexts.Of(Run.tags),
    };

    private ReferenceRuns? Reference()
    {
        IReadOnlyList<RunMetrics> runs = _evidence.References;
        return runs.Count == 0 ? null : new ReferenceRuns
        {
            Count = runs.Count,
            Label = _evidence.IsReferenceNamed ? _evidence.Before
                : runs.Count == 1 ? "the completed run before"
                : $"median of the {runs.Count} completed runs before",
            Short = _evidence.IsReferenceNamed ? "that run"
                : runs.Count == 1 ? "the run before"
                : $"median of {runs.Count}",
            First = runs[^1].StartUtc,
            Word = _evidence.IsReferenceNamed ? "then" : null,
            RunId = _evidence.IsReferenceNamed ? runs[0].run_id : null,
        };
    }

    /// <summary>What changed with the first run of each cause; of a failed run also of its slow operators.</summary>
    private ChangeLine[] Changes()
    {
        IEnumerable<(Streak Since, string Note)> firsts = _causes.Select(cause => (cause.Since, cause.First));
        if (_failure is not null)
        {
            firsts = firsts
                .Append((new FailedVerdict(_facts, _failure, _dates).Since, "first failed run"))
                .Concat(_facts.Costly.Select(step => (SlowSince.Of(_facts, step), "first slow run")));
        }

        return [.. firsts
            .DistinctBy(first => first.Since.First.run_id)
            .SelectMany(first => ChangeFinder.Find(first.Since.First, first.Since.Before, first.Note))
            .DistinctBy(change => (change.Kind, change.What, change.Now))];
    }

    /// <summary>The operators that a lead or a note is about.</summary>
    private IEnumerable<int> Foci() => _facts.Operators
        .Where(step => _verdict.Leads.Concat(_verdict.Notes).Any(sentence => sentence.Parts.Any(part =>
            part.Text == step.FullName)))
        .OrderByDescending(step => step.Extra)
        .Select(step => step.Index);

    private StageLine Line(StageFacts stage) => new()
    {
        Name = stage.Name,
        Start = (stage.Row.TimestampUtc - Run.StartUtc)?.TotalSeconds ?? 0,
        Wall = stage.Wall,
        Time = stage.Row.total_time,
        Workers = stage.Row.num_workers,
        In = stage.Row.input_records,
        Out = stage.Row.output_records,
        PassRate = Finite(stage.Row.pass_rate),
        Errors = stage.Row.error_count,
        Role = stage.Row.role,
        UsualWall = Finite(stage.UsualWall),
    };
}
