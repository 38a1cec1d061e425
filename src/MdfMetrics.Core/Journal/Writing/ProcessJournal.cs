using System.Text.Json;
using MdfMetrics.Aggregation;
using MdfMetrics.Collection;
using MdfMetrics.Files;
using MdfMetrics.Journal.Lines;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Journal.Writing;

/// <summary>
/// The journal of this process in a run: a line for everything that is done, handed to the operating system at once,
/// and, replaced as a whole every few seconds, a file with what is still going on, which is the heartbeat too. It never
/// throws: what can't be written is told once in <see cref="Failure"/>, and recording goes on in memory.
/// </summary>
internal sealed class ProcessJournal : ICollectionJournal, IDisposable
{
    private static readonly byte[] s_lineEnd = "\n"u8.ToArray();

    /// <summary>Taken before that of the collector, which is asked under it for what is going on.</summary>
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly bool _durable;
    private readonly string _progressPath;
    private readonly FileStream _file;
    private ITimer? _timer;
    private long _beat;
    private int _beating;

    /// <summary>A full disk may have taken half of a line: the next one must not be joined to it.</summary>
    private bool _torn;
    private bool _closed;

    /// <summary>Creates the journal.</summary>
    /// <param name="folder">The run's journal folder.</param>
    /// <param name="name">The name of the process in the run, without an extension.</param>
    /// <param name="durable">Whether each line is forced to the disk.</param>
    /// <param name="mode">Append, or CreateNew where no other process may have the name.</param>
    public ProcessJournal(
        string folder,
        string name,
        bool durable,
        TimeProvider time,
        FileMode mode = FileMode.Append)
    {
        Name = name;
        _time = time;
        _durable = durable;
        _progressPath = JournalLayout.Progress(folder, name);
        string path = JournalLayout.Journal(folder, name);
        _file = new FileStream(
            path,
            mode,
            FileAccess.Write,
            FileShare.Read | FileShare.Delete,
            bufferSize: 0);
        StoreFolder.Share(path);
    }

    /// <summary>Its name in the run.</summary>
    public string Name { get; }

    /// <summary>Why the journal could not be written, from the first time on; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Begins to write what is going on, at once and then every interval.</summary>
    /// <param name="interval">How much progress a crash may cost.</param>
    /// <param name="progress">What is going on now.</param>
    public void BeginProgress(
        TimeSpan interval,
        Func<(IEnumerable<StageRecord>, IEnumerable<OperatorMetrics>)> progress) =>
        _timer = _time.CreateTimer(_ => Beat(progress), null, TimeSpan.Zero, interval);

    /// <summary>Writes a line.</summary>
    /// <param name="name">What it tells of.</param>
    /// <param name="content">Its values.</param>
    public void Write(string name, Action<Utf8JsonWriter> content) => Attempt(() =>
    {
        byte[] line = JsonRecordWriter.Object(json =>
        {
            json.Text("event", name);
            json.Time("time", _time.GetUtcNow().UtcDateTime);
            content(json);
        });
        byte[] whole = _torn ? [.. s_lineEnd, .. line, .. s_lineEnd] : [.. line, .. s_lineEnd];
        _torn = true;
        _file.Write(whole);
        _file.Flush(_durable);
        _torn = false;
    });

    /// <summary>Writes what is open as it is now: nobody will close it.</summary>
    public void Write((IEnumerable<StageRecord> Stages, IEnumerable<OperatorMetrics> Operators) open)
    {
        foreach (StageRecord stage in open.Stages)
        {
            Write(stage);
        }

        foreach (OperatorMetrics row in open.Operators)
        {
            Write(row);
        }
    }

    public void Write(StageRecord stage) => Write(JournalEvents.Stage, json => StageLine.Write(json, stage));

    public void Write(OperatorMetrics row) => Write(JournalEvents.Operator, json => OperatorLine.Write(json, row));

    /// <summary>Ends the journal; its files stay.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _closed = true;
            _file.Dispose();
        }
    }

    /// <summary>One beat at a time: a slow one must not put an older picture over a newer one.</summary>
    private void Beat(Func<(IEnumerable<StageRecord>, IEnumerable<OperatorMetrics>)> progress)
    {
        if (Interlocked.Exchange(ref _beating, 1) == 0)
        {
            WriteProgress(progress);
            Volatile.Write(ref _beating, 0);
        }
    }

    private void WriteProgress(
        Func<(IEnumerable<StageRecord> Stages, IEnumerable<OperatorMetrics> Operators)> progress) =>
        Attempt(() =>
        {
            var (stages, operators) = progress();
            WholeFile.ReplaceShared(_progressPath, JsonRecordWriter.Object(json =>
            {
                json.Count("version", JournalLayout.Version);
                json.Time("time", _time.GetUtcNow().UtcDateTime);
                json.Count("beat", ++_beat);
                json.Array("stages", stages, StageLine.Write);
                json.Array("operators", operators, OperatorLine.Write);
            }));
        });

    /// <summary>
    /// Whatever fails, the pipeline goes on; an exception on the timer's thread would end the process.
    /// </summary>
    private void Attempt(Action write)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            try
            {
                write();
            }
            catch (Exception e)
            {
                Failure ??= e;
            }
        }
    }
}
