using MdfMetrics.Aggregation;
using MdfMetrics.Files;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Secrets;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Replay;

/// <summary>
/// Replays the journals of a run into one picture of it. Order, repetition and torn ends do not matter. It can be
/// brought up to date again and again, and reads only what is new.
/// </summary>
/// <param name="folder">The run's journal folder.</param>
/// <param name="onError">Receives FileCorrupt for what can't be read; the rest is.</param>
/// <param name="onRow">Receives every operator entry that is new, or told anew, for who looks again and again.</param>
internal sealed class JournalReplay(
    string folder,
    Action<MetricsException> onError,
    Action<ReplayedRow>? onRow = null)
{
    private readonly Dictionary<string, ReplayedJournal> _journals = new(StringComparer.Ordinal);
    private readonly StageReplay _stages = new();
    private readonly Dictionary<string, OperatorMetrics> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _workers = new(StringComparer.Ordinal);
    private JournaledProcess? _starter;
    private RunMetrics? _header;
    private WriterOptions _options = new();
    private bool _toldOfJournals;

    /// <summary>The processes that take part, as far as is read.</summary>
    public IEnumerable<JournaledProcess> Processes => _journals.Values.Select(journal => journal.Process);

    /// <summary>The journals, as far as they are read.</summary>
    public IEnumerable<ReplayedJournal> Journals => _journals.Values;

    /// <summary>
    /// The run without its totals, with secrets as its writer left them; null as long as nothing says that it was
    /// started.
    /// </summary>
    public RunMetrics? Header => _header;

    /// <summary>The stages, each as it was last told.</summary>
    public IEnumerable<StageRecord> Stages => _stages.Records;

    /// <summary>When the run was last at work, UTC, by its starter's clock.</summary>
    public DateTime LastUtc => Last(_header?.StartUtc ?? default);

    /// <summary>The run's own rules for secrets.</summary>
    public SecretRedactor Redactor => _options.Redactor;

    /// <summary>Reads the journals of a run.</summary>
    /// <param name="folder">The run's journal folder.</param>
    /// <param name="onError">Receives FileCorrupt for what can't be read; the rest is.</param>
    /// <param name="written">
    /// Finds the run in the store: asked where the journals don't tell its start, as late ones.
    /// </param>
    /// <returns>The run; null when nothing says that it was started.</returns>
    public static JournaledRun? Read(
        string folder,
        Action<MetricsException> onError,
        Func<RunMetrics?>? written = null)
    {
        var replay = new JournalReplay(folder, onError);
        replay.Update();
        return replay.Result(written);
    }

    /// <summary>Reads the lines that have come since.</summary>
    public void Update()
    {
        foreach (string path in Paths().Where(path => !_journals.ContainsKey(path)))
        {
            if (_journals.Count == ReplayLimits.MostJournals)
            {
                TellOfMore();
                break;
            }

            _journals.Add(path, new ReplayedJournal(path, onError));
        }

        foreach (ReplayedJournal journal in _journals.Values.Where(journal => !journal.Process.HasEnded))
        {
            journal.Read(record => Apply(record, journal));
        }
    }

    /// <summary>Reads what is going on, where it was written since.</summary>
    public void ReadProgress()
    {
        foreach (ReplayedJournal journal in _journals.Values.Where(journal => !journal.Process.HasEnded))
        {
            journal.ReadProgress(progress => AddProgress(progress, journal));
        }
    }

    /// <summary>Whether a process or a row has told of a worker.</summary>
    public bool Knows(string workerId) => _workers.Contains(workerId)
        || _journals.ContainsKey(JournalLayout.Journal(folder, FileNames.Encode(workerId)));

    /// <summary>The picture, with what is going on now.</summary>
    /// <param name="written">As for <see cref="Read"/>.</param>
    public JournaledRun? Result(Func<RunMetrics?>? written = null)
    {
        ReadProgress();
        RunManifest? manifest = RunManifestFile.Read(folder);
        AddManifest(manifest);
        _header ??= _journals.Count > 0 ? written?.Invoke() : null;
        SecretRedactor redactor = _options.Redactor;
        return _header is null ? null : new JournaledRun
        {
            Folder = folder,
            Header = _header.Redacted(redactor),
            Options = _options,
            Stages = [.. _stages.Records.Select(stage => stage with
            {
                RunId = _header.run_id,
                CustomMetrics = stage.CustomMetrics?.Redacted(redactor),
            })],
            Entries = [.. _entries.Values.Select(row => row with
            {
                run_id = _header.run_id,
                custom_metrics = row.custom_metrics?.Redacted(redactor),
            })],
            Processes = [.. Processes, .. _starter is null ? [] : new[] { _starter }],
            Keys = _journals.Values.ToDictionary(journal => journal.Process.Name, journal => journal.Keys),
            LastUtc = LastUtc,
            IsDiscarded = manifest?.IsDiscarded == true,
        };
    }

    private string[] Paths()
    {
        try
        {
            string[] paths = [.. JournalLayout.JournalsOf(folder)];
            Array.Sort(paths, StringComparer.Ordinal);
            return paths;
        }
        catch (DirectoryNotFoundException)
        {
            // The run was written or removed meanwhile.
            return [];
        }
    }

    /// <summary>Where the line of the start is missing or broken, the manifest tells whose rows these are.</summary>
    private void AddManifest(RunManifest? manifest)
    {
        if (_header is null && manifest is not null)
        {
            _header = manifest.Header;
            _options = manifest.Options;
            AddStarter(manifest);
        }
    }

    /// <summary>Of a journal without a first line its name tells whose it is.</summary>
    private void AddStarter(RunManifest manifest)
    {
        string journal = JournalLayout.Journal(folder, JournaledProcess.NameOf(manifest.Process));
        if (_journals.TryGetValue(journal, out ReplayedJournal? own) && own.Process.Identity is null)
        {
            own.Process = own.Process with { Identity = manifest.Process, IsStarter = true };
            return;
        }

        string name = Path.GetFileNameWithoutExtension(JournalLayout.ManifestName);
        _starter = new JournaledProcess(name, manifest.Process) { IsStarter = true, HasEnded = manifest.IsClosed };
    }

    private void Apply(JsonRecord record, ReplayedJournal journal)
    {
        journal.See(record.Written);
        JournaledProcess process = journal.Process;
        switch (record.Event)
        {
            case JournalEvents.RunStarted:
                _header ??= RunLine.ReadStart(record);
                _options = OptionsLine.Read(record);
                journal.Process = process with
                {
                    Identity = ProcessLine.Read(record),
                    CheckpointInterval = JournaledProcess.Interval(record),
                    IsStarter = true,
                };
                break;
            case JournalEvents.WorkerStarted:
                journal.Process = WorkerLine.Read(record, process);
                _workers.Add(journal.Process.WorkerId);
                break;
            case JournalEvents.RunStopped when _header is not null:
                _header = RunLine.ReadStop(record, _header);
                journal.Process = process with { HasEnded = true };
                break;
            case JournalEvents.WorkerStopped:
                journal.Process = process with { HasEnded = true };
                break;
            case JournalEvents.Stage:
                StageRecord stage = StageLine.Read(record, string.Empty);
                _stages.Add(stage, process.IsStarter);
                journal.TellStage(stage.Name);
                break;
            case JournalEvents.Operator:
                AddRow(OperatorLine.Read(record, string.Empty, process.WorkerId), journal, isOpen: false);
                break;
            default:
                // A later version may tell of more.
                break;
        }
    }

    private void AddProgress(JsonRecord progress, ReplayedJournal journal)
    {
        // Lines that came after it know better what is open.
        bool isNewest = progress.Written is { } written && !(written <= journal.LastUtc);
        journal.See(progress.Written);
        if (isNewest)
        {
            journal.ForgetStages();
        }

        foreach (JsonRecord item in progress.Items("stages"))
        {
            journal.Guarded(() =>
            {
                StageRecord stage = StageLine.Read(item, string.Empty);
                _stages.Add(stage, journal.Process.IsStarter);
                if (isNewest)
                {
                    journal.TellStage(stage.Name);
                }
            });
        }

        foreach (JsonRecord row in progress.Items("operators"))
        {
            journal.Guarded(() =>
                AddRow(OperatorLine.Read(row, string.Empty, journal.Process.WorkerId), journal, isOpen: true));
        }
    }

    /// <summary>The same entry again: the higher revision wins, and of one revision the later word.</summary>
    private void AddRow(OperatorMetrics row, ReplayedJournal journal, bool isOpen)
    {
        OperatorKey key = OperatorKey.Of(row);
        string entry = row.entry_id ?? key.ToEntryId();
        if (_entries.TryGetValue(entry, out OperatorMetrics? known)
            ? row.revision >= known.revision
            : ReplayLimits.MayAdd(_entries.Count))
        {
            _entries[entry] = row = row with { entry_id = entry };
            onRow?.Invoke(new ReplayedRow(row, known, journal, isOpen));
        }

        journal.Keys.Add(key);
        _workers.Add(row.worker_id);
    }

    private void TellOfMore()
    {
        if (!_toldOfJournals)
        {
            _toldOfJournals = true;
            onError(ReplayLimits.TooManyJournals(folder));
        }
    }

    /// <summary>
    /// Of the process that started the run its last word; of others only how long they have been at it, since their
    /// clocks may be anything: they began no earlier than the run did.
    /// </summary>
    private DateTime Last(DateTime start) => _journals.Values
        .Select(journal => journal.Process.IsStarter ? journal.LastUtc ?? start : RunLine.End(start, journal.Seconds))
        .Append(start)
        .Max();
}
