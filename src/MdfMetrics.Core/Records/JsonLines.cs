using System.Text.Json;
using System.Text.Unicode;

namespace MdfMetrics.Records;

/// <summary>
/// Reads the lines of a journal one after another in bounded memory, each once: read again, it goes on with those that
/// came since. A last line without its end is one that the writer did not finish: it is left for the next time. A line
/// that is too long or no JSON object is reported and passed over.
/// </summary>
internal sealed class JsonLines(string path)
{
    /// <summary>The longest line that is read, bytes.</summary>
    public const int LongestLine = 1024 * 1024;

    private const long LargestJournal = 4L * 1024 * 1024 * 1024;
    private const long LargestFile = 64 * 1024 * 1024;
    private const int BufferSize = 64 * 1024;
    private const string Half = "it has half a surrogate pair, which is read as U+FFFD";

    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = JsonRecordWriter.DeepestLevel };

    private long _position;
    private long _number;

    /// <summary>The records that were not read before.</summary>
    /// <param name="onBadLine">Receives the number of a line and what is wrong with it.</param>
    public IEnumerable<JsonRecord> Read(Action<long, string> onBadLine)
    {
        foreach (byte[]? line in Split())
        {
            _number++;
            if (line is null)
            {
                onBadLine(_number, Invariant($"it is longer than {LongestLine:N0} bytes"));
            }
            else if (line.Length > 0 && Parse(line, _number, onBadLine) is { } record)
            {
                yield return record;
            }
        }
    }

    /// <summary>The one object that a file of at most 64 MB holds.</summary>
    /// <param name="onBadValue">Receives what is wrong with a value that is left out.</param>
    /// <exception cref="FormatException">It does not.</exception>
    public static JsonRecord ReadWhole(string path, Action<string>? onBadValue = null)
    {
        if (Length(path, LargestFile) == 0)
        {
            throw new FormatException("it is empty");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        try
        {
            using JsonDocument document = LenientJson.Parse(content, s_reading, () => onBadValue?.Invoke(Half));
            JsonElement json = document.RootElement.Clone();
            return json.ValueKind == JsonValueKind.Object
                ? new JsonRecord(json, onBadValue)
                : throw new FormatException("it is no JSON object");
        }
        catch (JsonException)
        {
            throw new FormatException("it is no JSON");
        }
    }

    /// <summary>The lines without their ends; null for one that is too long.</summary>
    private IEnumerable<byte[]?> Split()
    {
        if (Length(path, LargestJournal) <= _position)
        {
            yield break;
        }

        using var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0,
            FileOptions.SequentialScan);
        file.Position = _position;
        var line = new MemoryStream();
        byte[] buffer = new byte[BufferSize];
        long read = _position;
        bool tooLong = false;
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            int start = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', start, count - start)) >= 0; start = end + 1)
            {
                tooLong |= line.Length + (end - start) > LongestLine;
                line.Write(buffer, start, tooLong ? 0 : end - start);
                _position = read + end + 1;
                yield return tooLong ? null : line.ToArray();
                line.SetLength(0);
                tooLong = false;
            }

            tooLong |= line.Length + (count - start) > LongestLine;
            line.Write(buffer, start, tooLong ? 0 : count - start);
            read += count;
        }
    }

    /// <summary>A pipe or a device has no length, and to open it may take for ever.</summary>
    private static long Length(string path, long largest)
    {
        long length = new FileInfo(path).Length;
        return length <= largest
            ? length
            : throw new FormatException(Invariant($"it is larger than {largest:N0} bytes"));
    }

    private static JsonRecord? Parse(byte[] line, long number, Action<long, string> onBadLine)
    {
        if (!Utf8.IsValid(line))
        {
            onBadLine(number, "it is no UTF-8");
            return null;
        }

        try
        {
            using JsonDocument document = LenientJson.Parse(line, s_reading, () => onBadLine(number, Half));
            JsonElement json = document.RootElement.Clone();
            if (json.ValueKind == JsonValueKind.Object)
            {
                return new JsonRecord(json, problem => onBadLine(number, problem));
            }

            onBadLine(number, "it is no JSON object");
        }
        catch (JsonException)
        {
            onBadLine(number, "it is no JSON");
        }

        return null;
    }
}
