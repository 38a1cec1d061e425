using System.Buffers;

namespace MdfMetrics.Dashboards.Sql;

/// <summary>A store's path as a server sees it that reads the store with DuckDB.</summary>
internal static class ServerPath
{
    private static readonly SearchValues<char> s_globs = SearchValues.Create("*?[");

    /// <summary>The path with forward slashes and none at its end.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidPath"/></exception>
    public static string From(string path)
    {
        bool isUnix = path.StartsWith('/');
        string reason = path.AsSpan().ContainsAny(s_globs)
                ? "DuckDB takes *, ? and [ for a pattern, and knows no way to write them plainly"
            : isUnix && path.Contains('\\', StringComparison.Ordinal) ? @"DuckDB takes \ for a mark of its own"
            : !isUnix && !IsWindows(path) ? "a server finds only an absolute path, such as /data/metrics or D:/metrics"
            : string.Empty;
        return reason.Length == 0
            ? WellFormed.Text(path).Replace('\\', '/').TrimEnd('/')
            : throw new MetricsException(
                MetricsError.InvalidPath,
                $"The store can't be read by Superset at '{path}': {reason}. Give the path that the Superset server "
                    + "sees by -StorePath; a mount or a link of another name will do.",
                path);
    }

    private static bool IsWindows(string path) =>
        path is [var drive, ':', '/' or '\\', ..] && char.IsAsciiLetter(drive)
        || path.StartsWith(@"\\", StringComparison.Ordinal);
}
