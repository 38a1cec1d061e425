using MdfMetrics.Cmdlets.Views;
using MdfMetrics.Watching;

namespace MdfMetrics.Cmdlets.Watching;

/// <summary>Live runs as lines of a width: who wins where not all columns, or not all rows, have room.</summary>
/// <param name="width">The cells of a line.</param>
/// <param name="style">$PSStyle.</param>
internal sealed class WatchTable(int width, object? style)
{
    private const int ShortestName = 16;
    private const string Open = "> ";
    private const string Closed = "  ";
    private const string Indent = "  ";

    /// <summary>The columns after the name, left to right. Where room is short the highest rank goes first.</summary>
    private static readonly (string Label, int Width, int Rank, Func<PictureRow, int, string> Text)[] s_columns =
    [
        ("in", 9, 3, (row, cells) => Readable.Number(row.Input, cells)),
        ("out", 9, 4, (row, cells) => Readable.Number(row.Output, cells)),
        ("pass_rate", 9, 6, (row, cells) => Readable.Percent(row.PassRate, cells)),
        ("now", 9, 1, (row, cells) => Readable.Throughput(row.Rate, cells)),
        ("average", 9, 5, (row, cells) => Readable.Throughput(row.AverageRate, cells)),
        ("p95", 8, 2, (row, cells) => Readable.Duration(row.P95, cells)),
        ("errors", 7, 0, (row, cells) => Readable.Number(row.Errors, cells)),
        ("workers", 7, 7, (row, cells) => Readable.Number(row.Workers, cells)),
    ];

    /// <summary>The runs one below the other, in at most so many lines.</summary>
    public IReadOnlyList<string> Lines(IReadOnlyList<RunPicture> pictures, int height)
    {
        string[] lines = [.. Lines(pictures, _ => true)];
        if (lines.Length > height)
        {
            // What goes on is looked at.
            lines = [.. Lines(pictures, row => row.IsOpen || row.Operator is null)];
        }

        return lines.Length <= height ? lines
            : [.. lines[..Math.Max(0, height - 1)], $"… {lines.Length - height + 1} more lines"];
    }

    private IEnumerable<string> Lines(IReadOnlyList<RunPicture> pictures, Func<PictureRow, bool> isShown) =>
        pictures.SelectMany((picture, number) => (string[])
        [
            .. number > 0 ? new[] { string.Empty } : [],
            .. WatchWords.Head(picture, style).Select(line => Cells.CutMarked(line, width)),
            .. Table([.. picture.Rows.Where(isShown)]),
        ]);

    private IEnumerable<string> Table(PictureRow[] rows)
    {
        if (rows.Length == 0)
        {
            yield break;
        }

        var columns = s_columns;
        while (columns.Length > 0 && Left(columns) < ShortestName)
        {
            int last = columns.Max(column => column.Rank);
            columns = [.. columns.Where(column => column.Rank != last)];
        }

        int name = Math.Min(
            Math.Max(1, Left(columns)),
            Math.Max(ShortestName, rows.Max(row => Cells.Width(Cells.Clean(Name(row))))));
        yield return string.Empty;
        yield return Closed + Cells.Fit("stage/operator", name)
            + string.Concat(columns.Select(column => " " + column.Label.PadLeft(column.Width)));
        foreach (PictureRow row in rows)
        {
            yield return (row.IsOpen ? Open : Closed) + Cells.Fit(Name(row), name)
                + string.Concat(columns.Select(
                    column => " " + Text(column.Label, column.Text(row, column.Width), row)));
        }
    }

    private int Left((string, int Width, int, Func<PictureRow, int, string>)[] columns) =>
        width - Open.Length - columns.Sum(column => column.Width + 1);

    private string Text(string label, string text, PictureRow row) =>
        label == "errors" && row.Errors > 0 ? Mark.Error(text, style) : text;

    private static string Name(PictureRow row) => row.Operator is null ? row.Stage : Indent + row.Operator;
}
