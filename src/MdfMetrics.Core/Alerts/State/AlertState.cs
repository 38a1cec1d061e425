using MdfMetrics.Files;
using MdfMetrics.Records;
using MdfMetrics.Storage.Layout;

namespace MdfMetrics.Alerts.State;

/// <summary>
/// The file by which one call knows what those before it judged and told; docs/alerts.md describes it. Whatever is
/// wrong with it is told once, and then stores are judged as without it: an alert told twice is better than none.
/// </summary>
internal sealed class AlertState : IDisposable
{
    private const int Version = 1;

    private readonly string _path;
    private readonly TimeSpan? _repeatAfter;
    private readonly DateTime _now;
    private readonly Action<string> _onTrouble;
    private readonly Dictionary<string, StoreState> _stores = new(StringComparer.Ordinal);
    private IDisposable? _lock;
    private bool _isUsable = true;

    private AlertState(string path, TimeSpan? repeatAfter, DateTime now, Action<string> onTrouble) =>
        (_path, _repeatAfter, _now, _onTrouble) = (path, repeatAfter, now, onTrouble);

    /// <summary>Reads a state file, and keeps others from it until this is disposed.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="keep">Whether it is to be written: else nothing is changed, and nobody kept from it.</param>
    /// <param name="repeatAfter">When an alert that holds is told again; null: never.</param>
    /// <param name="patience">How long to wait for another caller.</param>
    /// <param name="onTrouble">Receives what is wrong with the file.</param>
    public static AlertState Open(
        string path,
        bool keep,
        TimeSpan? repeatAfter,
        TimeProvider clock,
        TimeSpan patience,
        Action<string> onTrouble,
        CancellationToken token)
    {
        var state = new AlertState(path, repeatAfter, clock.GetUtcNow().UtcDateTime, onTrouble);
        state.Try(() =>
        {
            if (Directory.Exists(path))
            {
                throw new IOException("it is a folder");
            }

            if (keep)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                state._lock = StateLock.Take(path, clock, patience, token);
            }

            if (File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0)
            {
                throw new UnauthorizedAccessException("it is read-only, or someone else's");
            }

            state.Read();
        });
        return state;
    }

    /// <summary>What is known of a store; null where the state can't be used.</summary>
    public StoreState? Of(string store)
    {
        string path = StoreLayout.FullPath(store);
        if (_isUsable && !_stores.ContainsKey(path))
        {
            _stores.Add(path, StoreState.New(_now, _repeatAfter));
        }

        return _isUsable ? _stores[path] : null;
    }

    /// <summary>Writes the file, once all alerts are told.</summary>
    public void Save()
    {
        if (_isUsable && _lock is not null)
        {
            Try(() => WholeFile.Replace(_path, JsonRecordWriter.Object(json =>
            {
                json.Count("version", Version);
                json.Array("stores", _stores, static (json, store) =>
                {
                    json.Text("store", store.Key);
                    store.Value.Write(json);
                });
            })));
        }
    }

    public void Dispose() => _lock?.Dispose();

    private void Read()
    {
        try
        {
            JsonRecord json = JsonLines.ReadWhole(_path);
            if (json.GetInt64("version") != Version)
            {
                throw new FormatException($"it is not of version {Version}");
            }

            foreach (JsonRecord store in json.Items("stores"))
            {
                _stores[store.Required("store")] = StoreState.Read(store, _now, _repeatAfter);
            }
        }
        catch (FileNotFoundException)
        {
            _onTrouble($"There is no state '{_path}' yet, or no more: the newest run of each pipeline is judged, and "
                + "the next call knows of this one.");
        }
        catch (FormatException e)
        {
            _stores.Clear();
            _onTrouble($"The state '{_path}' is damaged: {e.Message}. It is written anew; the newest run of each "
                + "pipeline is judged, and alerts may be told again.");
        }
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isUsable = false;
            _onTrouble($"The state '{_path}' can't be used: {e.Message.TrimEnd('.')}. The newest run of each pipeline "
                + "is judged, and alerts may be told again. Give a file that this account can write, to one caller at a "
                + "time.");
        }
    }
}
