using System.Globalization;

namespace MdfMetrics.Host.UserInterface;

/// <summary>What stands at the other end of the standard streams.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 120;
    private const int UsualHeight = 40;

    /// <summary>Whether all output goes to a terminal.</summary>
    public static bool IsOutput { get; } = !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    /// <summary>Whether somebody can answer.</summary>
    public static bool IsInput { get; } = !Console.IsInputRedirected;

    /// <summary>Whether to colour output: never in files, nor where the user does not want it (no-color.org).</summary>
    public static bool HasColour { get; } = IsOutput
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Characters a line: the terminal's, else COLUMNS, else 120.</summary>
    public static int Width => IsOutput && Console.WindowWidth > 0
        ? Console.WindowWidth
        : int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out int columns)
            && columns > 0 ? columns : WidthOfFiles;

    /// <summary>Lines of the window.</summary>
    public static int Height => IsOutput && Console.WindowHeight > 0 ? Console.WindowHeight : UsualHeight;
}
