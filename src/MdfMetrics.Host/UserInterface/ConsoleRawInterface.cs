using System.Management.Automation.Host;

namespace MdfMetrics.Host.UserInterface;

/// <summary>The size of the terminal, which the formatting engine needs; nothing else of it is for scripts.</summary>
internal sealed class ConsoleRawInterface : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => new(Terminal.Width, Terminal.Height);
        set => throw ConsoleHost.Unattended("Resizing the window");
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw ConsoleHost.Unattended("Resizing the window");
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; }

    public override string WindowTitle { get; set; } = string.Empty;

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw ConsoleHost.Unattended("Reading keys");

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) =>
        throw ConsoleHost.Unattended("The screen's content");

    public override void ScrollBufferContents(
        Rectangle source,
        Coordinates destination,
        Rectangle clip,
        BufferCell fill) => throw ConsoleHost.Unattended("The screen's content");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) =>
        throw ConsoleHost.Unattended("The screen's content");

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) =>
        throw ConsoleHost.Unattended("The screen's content");
}
