using MdfMetrics.Cmdlets.Views;
using MdfMetrics.Watching;

namespace MdfMetrics.Cmdlets.Watching;

/// <summary>Draws the runs at a terminal, and leaves a line for each that has ended.</summary>
/// <param name="say">Writes a line where the screen was given back.</param>
/// <param name="style">$PSStyle, as it is now.</param>
/// <param name="waiting">What is shown while no run is live; null: nothing is.</param>
internal sealed class ScreenDisplay(Action<string> say, Func<object?> style, string? waiting) : IWatchDisplay
{
    /// <summary>As many of the runs that have ended are shown below those that are live.</summary>
    private const int MostEnded = 5;

    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    private readonly List<string> _ended = [];
    private Screen? _screen;

    public void Show(IReadOnlyList<RunPicture> pictures)
    {
        foreach (RunPicture picture in pictures.Where(picture => picture.HasEnded))
        {
            _ended.Add(WatchWords.Ending(picture.Run, style()));
        }

        RunPicture[] live = [.. pictures.Where(picture => !picture.HasEnded)];
        if (live.Length > 0 || waiting is not null)
        {
            _screen ??= new Screen(Console.Out);
            _screen.Draw(Lines(live));
        }
    }

    public void Dispose()
    {
        _screen?.Dispose();
        _ended.ForEach(say);
        _ended.Clear();
    }

    private IEnumerable<string> Lines(RunPicture[] live)
    {
        // A terminal that does not tell its size has none.
        int width = Console.WindowWidth is > 0 and var columns ? columns : UsualWidth;
        int height = Console.WindowHeight is > 0 and var rows ? rows : UsualHeight;
        string[] ended = [.. _ended.TakeLast(MostEnded).Select(line => Cells.CutMarked(line, width - 1))];
        IReadOnlyList<string> lines = live.Length > 0
            ? new WatchTable(width - 1, style()).Lines(live, height - ended.Length)
            : [Cells.Cut(Cells.Clean(waiting), width - 1)];
        return lines.Concat(ended);
    }
}
