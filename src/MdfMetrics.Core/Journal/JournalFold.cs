using MdfMetrics.Aggregation;
using MdfMetrics.Storage;

namespace MdfMetrics.Journal;

/// <summary>
/// Folds the journals of a run into one picture of it. Order, repetition and torn ends do not matter.
/// </summary>
internal sealed class JournalFold
{
    /// <summary>More rows than any run has: what a broken or hostile journal may cost in memory.</summary>
    private const int MostRows = 2_000_000;

    /// <summary>As many problems of one journal are told; more of them say nothing new.</summary>
    private const int MostProblems = 10;

    private readonly string _folder;
    private readonly Action<MetricsException> _onError;
    private readonly Dictionary<string, StageRecord> _stages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OperatorMetrics> _entries = new(StringComparer.Ordinal);
    private readonly List<JournaledProcess> _processes = [];
    private RunMetrics? _header;
    private WriterOptions _options = new();
    private DateTime _last;

    private JournalFold(string folder, Action<MetricsException> onError)
    {
        _folder = folder;
        _onError = onError;
    }

    /// <summary>Reads the journals of a run.</summary>
    /// <param name="folder">The run's journal folder.</param>
    /// <param name="onError">Is told FileCorrupt of what can't be read; the rest is.</param>
    /// <param name="written">The run as the store has it, whose journals may be late ones that don't tell its start.</param>
    /// <returns>The run; null when nothing says that it was started.</returns>
    public static JournaledRun? Read(string folder, Action<MetricsException> onError, RunMetrics? written = null)
    {
        var fold = new JournalFold(folder, onError);
        foreach (string journal in Journals(folder))
        {
            fold.Add(journal);
        }

        fold.AddClaim();
        fold._header ??= fold._processes.Count > 0 ? written : null;
        return fold.Result();
    }

    private static string[] Journals(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*" + JournalLayout.JournalExtension);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private JournaledRun? Result() => _header is null ? null : new JournaledRun
    {
        Folder = _folder,
        Header = _header,
        Options = _options,
        Stages = [.. _stages.Values.Select(stage => stage with { RunId = _header.run_id })],
        Entries = [.. _entries.Values.Select(row => row with { run_id = _header.run_id })],
        Processes = _processes,
        LastUtc = _last,
    };

    private void Add(string journal)
    {
        string name = Path.GetFileNameWithoutExtension(journal);
        var process = new JournaledProcess(name, identity: null);
        Guarded(journal, report =>
        {
            foreach (JournalRecord record in JournalLines.Read(journal, (line, problem) => report($"line {line}: {problem}")))
            {
                Read(report, () => process = Fold(record, process));
            }
        });
        string progress = Path.Combine(_folder, name + JournalLayout.ProgressExtension);
        if (!process.HasEnded && File.Exists(progress))
        {
            Guarded(progress, report => AddProgress(progress, name, report));
        }

        _processes.Add(process);
    }

    /// <summary>Where the line of the start is missing or broken, the claim tells whose rows these are.</summary>
    private void AddClaim()
    {
        if (_header is null && RunIdClaim.Read(_folder) is var (header, process))
        {
            _header = header;
            See(header.StartUtc);
            _processes.Add(process);
        }
    }

    private JournaledProcess Fold(JournalRecord record, JournaledProcess process)
    {
        See(record.Written);
        switch (record.Event)
        {
            case JournalEvents.RunStarted:
                _header ??= RunLine.ReadStart(record);
                _options = OptionsLine.Read(record);
                See(_header.StartUtc);
                return process with
                {
                    Identity = ProcessLine.Read(record),
                    CheckpointInterval = TimeSpan.FromSeconds(Math.Clamp(
                        record.Number("checkpoint_interval") ?? process.CheckpointInterval.TotalSeconds,
                        0.001,
                        TimeSpan.FromDays(1).TotalSeconds)),
                };
            case JournalEvents.RunStopped when _header is not null:
                _header = RunLine.ReadStop(record, _header);
                return process with { HasEnded = true };
            case JournalEvents.Stage:
                AddStage(StageLine.Read(record, string.Empty));
                return process;
            case JournalEvents.Operator:
                AddRow(OperatorLine.Read(record, string.Empty, process.Name));
                return process;
            default:
                // A later version may tell of more.
                return process;
        }
    }

    private void AddProgress(string path, string name, Action<string> report)
    {
        JournalRecord progress = JournalLines.ReadWhole(path);
        See(progress.Written);
        foreach (JournalRecord stage in progress.Items("stages"))
        {
            Read(report, () => AddStage(StageLine.Read(stage, string.Empty)));
        }

        foreach (JournalRecord row in progress.Items("operators"))
        {
            Read(report, () => AddRow(OperatorLine.Read(row, string.Empty, name)));
        }
    }

    /// <summary>The later word on a stage stands; its wall time only grows.</summary>
    private void AddStage(StageRecord stage)
    {
        if (_stages.TryGetValue(stage.Name, out StageRecord? known))
        {
            stage = stage with
            {
                Index = known.Index ?? stage.Index,
                Timestamp = known.Timestamp < stage.Timestamp ? known.Timestamp : stage.Timestamp,
                WallTime = Math.Max(Known(known.WallTime), Known(stage.WallTime)),
                CustomMetrics = stage.CustomMetrics ?? known.CustomMetrics,
                Given = stage.Given ?? known.Given,
            };
        }

        _stages[stage.Name] = stage;

        static double Known(double seconds) => double.IsNaN(seconds) ? 0 : seconds;
    }

    /// <summary>The same entry again: the higher revision stands, and of one revision the later word.</summary>
    private void AddRow(OperatorMetrics row)
    {
        string entry = row.entry_id ?? string.Join('\n', row.worker_id, row.stage_name, row.operator_name);
        if (_entries.TryGetValue(entry, out OperatorMetrics? known) ? row.revision >= known.revision : MayAdd())
        {
            _entries[entry] = row with { entry_id = entry };
        }
    }

    private bool MayAdd() => _entries.Count < MostRows
        ? true
        : throw new FormatException($"the run has more than {MostRows:N0} rows");

    private void See(DateTime? moment)
    {
        if (moment > _last)
        {
            _last = moment.Value;
        }
    }

    private static void Read(Action<string> report, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is FormatException or MetricsException)
        {
            report(e.Message);
        }
    }

    private void Guarded(string path, Action<Action<string>> read)
    {
        int problems = 0;
        try
        {
            read(Report);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            Report(e.Message);
        }

        void Report(string problem)
        {
            if (++problems <= MostProblems)
            {
                _onError(new MetricsException(
                    MetricsError.FileCorrupt,
                    $"A part of the journal '{path}' can't be read and is left out: {problem}.",
                    path));
            }
        }
    }
}
