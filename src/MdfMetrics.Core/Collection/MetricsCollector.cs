using MdfMetrics.Aggregation;
using MdfMetrics.Secrets;

namespace MdfMetrics.Collection;

/// <summary>
/// Collects the stages and operators of one run while it is live. Thread-safe; only structure is locked, never the
/// counting of records.
/// </summary>
public sealed class MetricsCollector
{
    /// <summary>
    /// The innermost lock: the journal asks for what is open while it holds its own, so it is never told anything
    /// under this one.
    /// </summary>
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly List<StageState> _stages = [];
    private readonly List<StageScope> _scopes = [];
    private readonly Dictionary<(string Stage, string Operator, string Worker), OperatorRecorder> _recorders = [];
    private readonly Dictionary<string, OperatorMetrics> _added = new(StringComparer.Ordinal);
    private long _placed;

    /// <param name="runId">The id that its rows carry.</param>
    public MetricsCollector(string runId, TimeProvider time)
    {
        RunId = runId;
        _time = time;
    }

    public string RunId { get; }

    /// <summary>What keeps secrets out of the user's own figures.</summary>
    internal SecretRedactor Redactor { get; init; } = SecretRedactor.Standard;

    /// <summary>Receives what is collected; null for none.</summary>
    internal ICollectionJournal? Journal { get; set; }

    /// <summary>The stage that was entered last and is still open; null when none is.</summary>
    public string? OpenStage
    {
        get
        {
            lock (_gate)
            {
                return _scopes.Count == 0 ? null : _scopes[^1].Name;
            }
        }
    }

    /// <summary>Enters a stage; the same name again continues it.</summary>
    /// <param name="isAuxiliary">Whether it is none of the run's flow from now on, see <see cref="StageRole"/>.</param>
    /// <exception cref="MetricsException">InvalidName.</exception>
    public StageScope EnterStage(string name, bool isAuxiliary = false)
    {
        name = Names.Validate(name, "stage");
        var scope = new StageScope(this, name);
        Update(name, place: true, stage =>
        {
            stage.Enter(_time);
            stage.Given = isAuxiliary ? StageFigures.Auxiliary.Over(stage.Given) : stage.Given;
            _scopes.Add(scope);
        });
        return scope;
    }

    /// <summary>
    /// Begins to measure an operator, or goes on with its row. Where the same name is open already in this stage and
    /// worker, a row of its own is begun: name#2, name#3, …
    /// </summary>
    /// <param name="role">What it is for, see <see cref="OperatorRole"/>; a row that is there keeps its own.</param>
    /// <exception cref="MetricsException">InvalidName.</exception>
    public OperatorRecorder OpenOperator(
        string stageName,
        string operatorName,
        string workerId,
        string role = OperatorRole.Transform)
    {
        stageName = Names.Validate(stageName, "stage");
        operatorName = Names.Validate(operatorName, "operator");
        workerId = Names.Validate(workerId, "worker");
        lock (_gate)
        {
            StageState stage = Place(stageName);
            for (int n = 1; ; n++)
            {
                string name = n == 1 ? operatorName : Invariant($"{operatorName}#{n}");
                OperatorRecorder recorder = Recorder(stage, name, workerId, role);
                if (recorder.TryOpen())
                {
                    return recorder;
                }
            }
        }
    }

    /// <summary>Ends measuring an operator: its row stands, until it is opened again.</summary>
    /// <param name="recorder">What <see cref="OpenOperator"/> gave.</param>
    /// <param name="customMetrics">The user's own figures; they replace those of the same name.</param>
    public void CloseOperator(OperatorRecorder recorder, JsonMap? customMetrics)
    {
        OperatorMetrics row = recorder.Close(customMetrics?.Redacted(Redactor));
        Journal?.Write(row);
    }

    /// <summary>Adds an operator row that was measured elsewhere; its stage is known from then on.</summary>
    /// <param name="row">The same entry_id again: the higher revision wins. None: the row adds to its key's.</param>
    /// <returns>The row as it is kept.</returns>
    /// <exception cref="MetricsException">InvalidName.</exception>
    public OperatorMetrics AddOperator(OperatorMetrics row) =>
        Add(row, static row => row.entry_id ?? EntryIds.Next(row.worker_id), static (row, _) => row);

    /// <summary>
    /// Adds running totals that were measured elsewhere: those that came before of the same stage, operator and worker,
    /// also through another process, are replaced.
    /// </summary>
    /// <returns>The row as it is kept.</returns>
    /// <exception cref="MetricsException">InvalidName.</exception>
    public OperatorMetrics AddTotals(OperatorMetrics row) => Add(
        row,
        static row => OperatorKey.Of(row).ToEntryId(),
        (row, known) => row with
        {
            revision = Math.Max((known?.revision ?? 0) + 1, _time.GetUtcNow().ToUnixTimeMilliseconds()),
        });

    /// <summary>Adds what the caller knows of a stage: figures given win over those computed.</summary>
    /// <returns>The stage's name as it is kept.</returns>
    /// <exception cref="MetricsException">InvalidName.</exception>
    public string AddStage(string name, StageFigures? figures, JsonMap? customMetrics)
    {
        name = Names.Validate(name, "stage");
        customMetrics = customMetrics?.Redacted(Redactor);
        Update(name, place: true, stage =>
        {
            stage.Given = figures is null ? stage.Given : figures.Over(stage.Given);
            stage.CustomMetrics = JsonMap.Merge(stage.CustomMetrics, customMetrics);
        });
        return name;
    }

    /// <summary>Leaves every stage that is still open, and names them.</summary>
    public IReadOnlyList<string> CloseStages()
    {
        StageScope[] open;
        lock (_gate)
        {
            open = [.. _scopes];
        }

        foreach (StageScope scope in open)
        {
            scope.Dispose();
        }

        return [.. open.Select(scope => scope.Name).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The operator rows as they stand, one for each stage, operator and worker, in order.</summary>
    public IReadOnlyList<OperatorMetrics> GetOperatorMetrics() => GetRunMetrics().Operators!;

    /// <summary>The stages as they stand, in order.</summary>
    public IReadOnlyList<StageMetrics> GetStageMetrics() => GetRunMetrics().Stages!;

    /// <summary>The run as it stands: its totals, stages and operators, all of one moment.</summary>
    /// <param name="header">The run without its totals; null: only its id and now are known.</param>
    public RunMetrics GetRunMetrics(RunMetrics? header = null)
    {
        header ??= new RunMetrics { run_id = RunId, start_time = _time.GetUtcNow().UtcDateTime };
        lock (_gate)
        {
            return MetricsAggregator.Aggregate(
                header,
                _stages.Select(stage => stage.ToRecord(RunId, _time)),
                _recorders.Values.Select(recorder => recorder.Snapshot()).Concat(_added.Values));
        }
    }

    internal void Exit(StageScope scope)
    {
        Update(scope.Name, place: false, stage =>
        {
            _scopes.Remove(scope);
            stage.Exit(_time);
        });
    }

    /// <summary>The stages as they are known besides their rows.</summary>
    internal IReadOnlyList<StageRecord> GetStages()
    {
        lock (_gate)
        {
            return [.. _stages.Select(stage => stage.ToRecord(RunId, _time))];
        }
    }

    /// <summary>Everything collected, entry by entry.</summary>
    internal IReadOnlyList<OperatorMetrics> GetEntries()
    {
        lock (_gate)
        {
            return [.. _recorders.Values.Select(recorder => recorder.Snapshot()), .. _added.Values];
        }
    }

    /// <summary>What is going on: the stages and operators that are open.</summary>
    internal (IEnumerable<StageRecord> Stages, IEnumerable<OperatorMetrics> Operators) GetOpen()
    {
        lock (_gate)
        {
            return (
                [.. _stages.Where(stage => stage.IsOpen).Select(stage => stage.ToRecord(RunId, _time))],
                [.. _recorders.Values.Where(recorder => recorder.IsOpen).Select(recorder => recorder.Snapshot())]);
        }
    }

    private OperatorMetrics Add(
        OperatorMetrics row,
        Func<OperatorMetrics, string> entryId,
        Func<OperatorMetrics, OperatorMetrics?, OperatorMetrics> revise)
    {
        row = row with
        {
            stage_name = Names.Validate(row.stage_name, "stage"),
            operator_name = Names.Validate(row.operator_name, "operator"),
            worker_id = Names.Validate(row.worker_id, "worker"),
        };
        row = row.Redacted(Redactor) with { entry_id = entryId(row) };
        lock (_gate)
        {
            _ = Stage(row.stage_name);
            OperatorMetrics? known = _added.GetValueOrDefault(row.entry_id!);
            row = revise(row with { run_id = RunId }, known);
            if (row.revision < known?.revision)
            {
                return known;
            }

            _added[row.entry_id!] = row;
        }

        Journal?.Write(row);
        return row;
    }

    private void Update(string name, bool place, Action<StageState> change)
    {
        StageRecord record;
        lock (_gate)
        {
            StageState stage = place ? Place(name) : Stage(name);
            change(stage);
            record = stage.ToRecord(RunId, _time);
        }

        Journal?.Write(record);
    }

    private StageState Stage(string name)
    {
        StageState? stage = _stages.Find(known => known.Name == name);
        if (stage is null)
        {
            stage = new StageState(name, _time.GetUtcNow().UtcDateTime);
            _stages.Add(stage);
        }

        return stage;
    }

    private StageState Place(string name)
    {
        StageState stage = Stage(name);
        stage.Index ??= _placed++;
        return stage;
    }

    private OperatorRecorder Recorder(StageState stage, string name, string workerId, string role)
    {
        var key = (stage.Name, name, workerId);
        if (!_recorders.TryGetValue(key, out OperatorRecorder? recorder))
        {
            recorder = new OperatorRecorder(new OperatorIdentity(
                RunId,
                stage.Name,
                name,
                workerId,
                EntryIds.Next(workerId),
                stage.Index!.Value,
                stage.OperatorIndex(name),
                role,
                _time.GetUtcNow().UtcDateTime));
            _recorders.Add(key, recorder);
        }

        return recorder;
    }
}
