using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Replay;

namespace MdfMetrics.Watching;

/// <summary>Follows one run through its journals. Each look reads only what was written since the one before.</summary>
internal sealed class RunFollower
{
    private readonly string _store;
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly JournalReplay _replay;
    private readonly ProcessSigns _signs;
    private readonly Dictionary<(string Stage, string Operator), OperatorProgress> _operators = [];
    private readonly Dictionary<string, HashSet<string>> _workers = new(StringComparer.Ordinal);

    /// <param name="folder">The run's journal folder.</param>
    /// <param name="manifest">What its manifest tells.</param>
    /// <param name="onError">Receives what can't be read.</param>
    public RunFollower(
        string store,
        string folder,
        RunManifest manifest,
        TimeProvider time,
        Action<MetricsException> onError)
    {
        _store = store;
        _folder = folder;
        _time = time;
        _replay = new JournalReplay(folder, onError, Take);
        _signs = new ProcessSigns(folder, time);
        Manifest = manifest;
    }

    /// <summary>What its manifest told when it was found.</summary>
    public RunManifest Manifest { get; }

    /// <summary>Tells how far along the run is; null where there is no run to tell it by.</summary>
    public RunForecaster? Forecaster { get; set; }

    /// <summary>The run as it is now.</summary>
    public RunPicture Look()
    {
        Read();
        if (IsOver())
        {
            // It may have ended between the journals and the processes, which are looked at after them.
            Read();
            return Ended();
        }

        return Live();
    }

    private void Read()
    {
        _replay.Update();
        _replay.ReadProgress();
        _signs.Look(Processes());
        foreach (OperatorProgress progress in _operators.Values)
        {
            foreach (ReplayedJournal journal in _replay.Journals)
            {
                progress.See(journal);
            }
        }
    }

    /// <summary>The process that began the run is known before its journal is there.</summary>
    private JournaledProcess[] Processes()
    {
        JournaledProcess[] known = [.. _replay.Processes];
        return Array.Exists(known, process => process.IsStarter) ? known
            : [.. known, new JournaledProcess("run", Manifest.Process) { IsStarter = true }];
    }

    private bool IsOver() => Header.status != RunStatus.Running
        || !JournalDirectory.Exists(_folder)
        || Array.Exists(Processes(), process => process is { IsStarter: true, HasEnded: true })
        || !Array.Exists(Processes(), process => _signs.IsAtWork(process.Name));

    private RunMetrics Header => _replay.Header ?? Manifest.Header;

    private RunPicture Ended()
    {
        RunMetrics? written = new JournalReader(_store, _time).Written(Header.run_id);
        bool isGone = !JournalDirectory.Exists(_folder) || RunManifestFile.Read(_folder)?.IsDiscarded == true;
        RunMetrics run = Figures(isGone ? RunPicture.Unknown : RunStatus.Abandoned).Redacted(_replay.Redactor);
        return new RunPicture { Run = written ?? run, Workers = Workers() };
    }

    private RunPicture Live()
    {
        RunMetrics run = Figures(RunStatus.Running);
        run = run with { duration = run.duration + Known(_signs.SecondsSince) };
        HashSet<string> open = [.. _replay.Journals
            .Where(journal => _signs.IsAtWork(journal.Process.Name))
            .SelectMany(journal => journal.OpenStages)];
        PictureRow[] rows = [.. run.Stages!.SelectMany(stage => Rows(run, stage, open.Contains(stage.stage_name)))];
        return new RunPicture
        {
            Run = run,
            Rows = rows,
            Workers = Workers(),
            SecondsSinceSign = _signs.SecondsSince,
            Forecast = Forecaster?.Of(
                run,
                name => Array.Exists(rows, row => row.IsOpen && row.Stage == name),
                _time.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>The run with the figures that its journals tell.</summary>
    /// <param name="status">Its status, unless it was stopped.</param>
    private RunMetrics Figures(string status)
    {
        RunMetrics header = Header with { store = _store };
        if (header.status == RunStatus.Running)
        {
            header = header with
            {
                status = status,
                end_time = status == RunStatus.Running ? null : _replay.LastUtc,
                duration = Math.Max(0, (_replay.LastUtc - header.StartUtc!.Value).TotalSeconds),
            };
        }

        return MetricsAggregator.Aggregate(header, _replay.Stages, _operators.Values.Select(progress => progress.Sum));
    }

    private IEnumerable<PictureRow> Rows(RunMetrics run, StageMetrics stage, bool isOpen)
    {
        double seconds = stage.wall_time > 0 ? stage.wall_time
            : (_replay.LastUtc - (stage.TimestampUtc ?? _replay.LastUtc)).TotalSeconds;
        PictureRow[] operators =
        [
            .. run.Operators!.Where(row => row.stage_name == stage.stage_name).Select(row => PictureRow.Of(
                row,
                _operators[(row.stage_name, row.operator_name)],
                seconds,
                mayGoOn: isOpen || double.IsNaN(stage.wall_time),
                _signs)),
        ];
        int workers = run.Operators!.Where(row => row.stage_name == stage.stage_name)
            .SelectMany(row => _operators[(row.stage_name, row.operator_name)].Workers).Distinct().Count();
        return [PictureRow.Of(stage, operators, isOpen, seconds) with { Workers = workers }, .. operators];
    }

    /// <summary>
    /// The workers that rows name, and those that joined and have none; each as its process is. Who began the run is
    /// one by its rows alone, and where it no longer answers.
    /// </summary>
    private Dictionary<string, WorkerState> Workers()
    {
        var states = new Dictionary<string, WorkerState>(StringComparer.Ordinal);
        foreach (JournaledProcess process in Processes())
        {
            WorkerState state = _signs.StateOf(process.Name);
            string[] ids = [.. _workers.GetValueOrDefault(process.Name) ?? []];
            bool isNamed = ids.Length == 0
                && (!process.IsStarter || state is WorkerState.Silent or WorkerState.Dead);
            foreach (string id in isNamed ? [process.WorkerId] : ids)
            {
                states[id] = states.TryGetValue(id, out WorkerState other) && other < state ? other : state;
            }
        }

        return states;
    }

    private void Take(ReplayedRow told)
    {
        var key = (told.Row.stage_name, told.Row.operator_name);
        if (!_operators.TryGetValue(key, out OperatorProgress? progress))
        {
            _operators.Add(key, progress = new OperatorProgress());
        }

        progress.Add(told);
        string journal = told.Journal.Process.Name;
        _workers.TryAdd(journal, new HashSet<string>(StringComparer.Ordinal));
        _workers[journal].Add(told.Row.worker_id);
    }

    private static double Known(double seconds) => double.IsNaN(seconds) ? 0 : seconds;
}
