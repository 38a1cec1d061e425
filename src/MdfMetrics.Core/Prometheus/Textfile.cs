using System.Text;
using MdfMetrics.Files;

namespace MdfMetrics.Prometheus;

/// <summary>A file for the textfile collector of node_exporter: there whole, or as it was before.</summary>
/// <param name="path">The full path.</param>
internal sealed class Textfile(string path, UnixFileMode mode)
{
    /// <summary>What each of ours begins with.</summary>
    private const string Mark = "# HELP mdf_run_";

    /// <summary>What a file system shows of the file; changes whenever it is written anew.</summary>
    public (DateTime Time, long Length) Stamp => new FileInfo(path) is { Exists: true } file
        ? (file.LastWriteTimeUtc, file.Length)
        : default;

    /// <summary>Makes sure that the file can be one of ours.</summary>
    /// <exception cref="MetricsException">InvalidPath, PrometheusNotWritable</exception>
    public void Check()
    {
        string? folder = Path.GetDirectoryName(path);
        if (Directory.Exists(path))
        {
            throw Invalid($"'{path}' is a folder. Give the path of the file: -Path {Path.Combine(path, "mdf.prom")}.");
        }

        if (!Directory.Exists(folder))
        {
            throw Invalid($"There is no folder '{folder}' to write the textfile into. Make it, or give another path: "
                + "node_exporter serves the folder that its --collector.textfile.directory names.");
        }

        if (!IsOurs())
        {
            throw Invalid($"'{path}' was not written by Export-MdfPrometheus, and stays as it is. Give a file of its "
                + "own, or remove that one.");
        }
    }

    /// <summary>Puts a new file in the place of the one that may be there.</summary>
    /// <param name="isWanted">Asked at the last moment; where it is not, all stays as it was.</param>
    /// <exception cref="MetricsException">PrometheusNotWritable</exception>
    public bool Replace(Action<TextWriter> write, Func<bool> isWanted)
    {
        // Its name does not end in .prom, the folder is the same: no scrape sees half of it, and renaming is one step.
        var whole = TemporaryFile.UniqueBeside(path);
        try
        {
            using (FileStream file = new StoreFolder(new WriterOptions { FileMode = mode }).Open(whole.Path))
            using (var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16))
            {
                write(text);
            }

            bool isPublished = isWanted();
            if (isPublished)
            {
                whole.Publish(overwrite: true);
            }

            return isPublished;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
        finally
        {
            CosmeticCall.Try("A temporary file is left", whole.Path, () => File.Delete(whole.Path));
        }
    }

    private bool IsOurs()
    {
        try
        {
            using FileStream? file = File.Exists(path) ? File.OpenRead(path) : null;
            Span<byte> begin = stackalloc byte[Mark.Length];
            int length = file?.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) ?? 0;
            return length == 0 || begin[..length].SequenceEqual(Encoding.ASCII.GetBytes(Mark));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    private MetricsException Invalid(string message) => new(MetricsError.InvalidPath, message, path);

    private MetricsException NotWritable(Exception reason) => new(
        MetricsError.PrometheusNotWritable,
        $"The textfile '{path}' can't be written: {reason.Message} Let this account write into its folder, or give "
            + "another path.",
        path,
        reason);
}
