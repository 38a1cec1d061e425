using Microsoft.Playwright;

namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>Pictures of pages where a person can look at them: <c>artifacts/screenshots</c>.</summary>
internal static class Screenshots
{
    private static readonly string s_folder =
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "../../../screenshots")).FullName;

    public static Task TakeAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(s_folder, $"{name.ToLowerInvariant()}.png"),
        FullPage = true,
    });
}
