using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Processes;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Replay;

/// <summary>One journal in a replay: how far it is read, whose it is, and what it tells of.</summary>
internal sealed class ReplayedJournal
{
    /// <summary>As many problems of one journal are told; more of them say nothing new.</summary>
    private const int MostProblems = 10;

    private readonly string _path;
    private readonly string _progressPath;
    private readonly Action<MetricsException> _onError;
    private readonly JsonLines _lines;
    private readonly HashSet<string> _toldAgain = new(StringComparer.Ordinal);
    private string _reading;
    private string? _progress;
    private int _problems;
    private DateTime? _first;

    /// <summary>A journal of which nothing is read.</summary>
    /// <param name="onError">Receives FileCorrupt for what can't be read.</param>
    public ReplayedJournal(string path, Action<MetricsException> onError)
    {
        _reading = _path = path;
        _onError = onError;
        _lines = new JsonLines(path);
        Process = new JournaledProcess(Path.GetFileNameWithoutExtension(path), identity: null);
        _progressPath = JournalLayout.Progress(Path.GetDirectoryName(path)!, Process.Name);
    }

    /// <summary>The process that writes it.</summary>
    public JournaledProcess Process { get; set; }

    /// <summary>The latest moment that it tells of, by the clock of its process.</summary>
    public DateTime? LastUtc { get; private set; }

    /// <summary>How long it has been written, by the clock of its process.</summary>
    public double Seconds => (LastUtc - _first)?.TotalSeconds ?? 0;

    /// <summary>The rows that it has told of.</summary>
    public HashSet<OperatorKey> Keys { get; } = [];

    /// <summary>
    /// The stages that it has open: those of its progress file, and those that its lines have told of since.
    /// </summary>
    public HashSet<string> OpenStages { get; } = new(StringComparer.Ordinal);

    /// <summary>Forgets what is open, before a progress file tells it.</summary>
    public void ForgetStages()
    {
        OpenStages.Clear();
        _toldAgain.Clear();
    }

    /// <summary>
    /// Takes that a stage was entered, left, or given figures: lines tell of all these alike. One that was open and is
    /// told of again was left, if another one is entered after that; if not, the next progress file says it.
    /// </summary>
    public void TellStage(string name)
    {
        if (!OpenStages.Add(name))
        {
            _toldAgain.Add(name);
            return;
        }

        OpenStages.ExceptWith(_toldAgain);
        _toldAgain.Clear();
    }

    /// <summary>
    /// Reads the lines that have come since. One that is gone has nothing more to tell: whoever could not join after
    /// all has taken it back, or it is in the run's files.
    /// </summary>
    public void Read(Action<JsonRecord> apply) => Guarded(_path, () =>
    {
        try
        {
            foreach (JsonRecord record in _lines.Read((line, problem) => Report($"line {line}: {problem}")))
            {
                Guarded(() => apply(record));
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            Process = Process with { HasEnded = true };
        }
    });

    /// <summary>Reads what is going on, where there is such a file that was not read yet.</summary>
    public void ReadProgress(Action<JsonRecord> apply)
    {
        string pulse = Heartbeat.PulseOf(_progressPath);
        if (pulse != _progress && File.Exists(_progressPath))
        {
            _progress = pulse;
            Guarded(_progressPath, () => apply(JsonLines.ReadWhole(_progressPath, Report)));
        }
    }

    /// <summary>Takes a moment at which something was written.</summary>
    public void See(DateTime? moment)
    {
        if (moment is null)
        {
            return;
        }

        _first = moment > _first ? _first : moment;
        LastUtc = moment < LastUtc ? LastUtc : moment;
    }

    /// <summary>Reads one record: one that is wrong costs itself alone.</summary>
    public void Guarded(Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is FormatException or MetricsException)
        {
            Report(e.Message);
        }
    }

    private void Guarded(string path, Action read)
    {
        _reading = path;
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            Report(e.Message);
        }
    }

    private void Report(string problem)
    {
        if (++_problems <= MostProblems)
        {
            _onError(new MetricsException(
                MetricsError.FileCorrupt,
                $"A part of the journal '{_reading}' can't be read and is left out: {problem}. "
                    + "Restore it from a backup, where there is one, before the run is restored.",
                _reading));
        }
    }
}
