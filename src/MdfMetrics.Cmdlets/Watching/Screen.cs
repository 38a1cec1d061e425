namespace MdfMetrics.Cmdlets.Watching;

/// <summary>
/// The terminal's other screen, as pagers and editors have it: however the window is resized, a frame begins at its top
/// left corner, and what was there before comes back.
/// </summary>
internal sealed class Screen : IDisposable
{
    private const string Enter = "\u001b[?1049h\u001b[?25l";
    private const string Leave = "\u001b[?25h\u001b[?1049l";
    private const string Home = "\u001b[H";
    private const string EraseLine = "\u001b[K";
    private const string EraseBelow = "\u001b[J";

    private readonly TextWriter _terminal;
    private readonly EventHandler _onExit;
    private bool _isLeft;

    public Screen(TextWriter terminal)
    {
        _terminal = terminal;
        _onExit = (_, _) => Dispose();
        AppDomain.CurrentDomain.ProcessExit += _onExit;
        Write(Enter);
    }

    /// <summary>Puts lines in the place of those that are there, in one write, so that nothing flickers.</summary>
    public void Draw(IEnumerable<string> lines) =>
        Write(Home + string.Join("\r\n", lines.Select(line => line + EraseLine)) + EraseBelow);

    /// <summary>Gives the screen back; also where a signal ends the process meanwhile.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        if (!_isLeft)
        {
            _isLeft = true;
            Write(Leave);
        }
    }

    private void Write(string text)
    {
        _terminal.Write(text);
        _terminal.Flush();
    }
}
