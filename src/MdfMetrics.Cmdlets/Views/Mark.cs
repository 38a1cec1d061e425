using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Views;

/// <summary>
/// Colours text as $PSStyle wants it. PowerShell itself takes colours out of what Out-String and Out-File get, but not
/// out of what the shell around it redirects.
/// </summary>
internal static class Mark
{
    private const string Reset = "\u001b[0m";

    /// <summary>Text that tells of a failure.</summary>
    /// <param name="style">$PSStyle.</param>
    public static string Error(string text, object? style) => Colour(text, style, "Error");

    /// <summary>Text that tells of something to look at.</summary>
    /// <inheritdoc cref="Error"/>
    public static string Warning(string text, object? style) => Colour(text, style, "Warning");

    private static string Colour(string text, object? style, string kind) =>
        IsWanted(style) && Property(Property(style, "Formatting"), kind) is string { Length: > 0 } colour
            ? colour + text + Reset
            : text;

    private static bool IsWanted(object? style) => Property(style, "OutputRendering")?.ToString() switch
    {
        "Ansi" => true,
        "Host" => !Console.IsOutputRedirected,
        _ => false,
    };

    /// <summary>The type of $PSStyle is newer than the PowerShell that this assembly is compiled against.</summary>
    private static object? Property(object? source, string name) =>
        source is null ? null : PSObject.AsPSObject(source).Properties[name]?.Value;
}
