using System.Globalization;
using MdfMetrics.Tests.Reports.Browser;
using Microsoft.Playwright;

namespace MdfMetrics.Benchmarks;

/// <summary>How long Chromium takes until a page from a file shows its words, and until all charts are drawn.</summary>
internal static class FirstPaint
{
    private const string Times =
        """
        async () => {
          const drawn = one => !one.clientWidth || one.querySelector('canvas');
          while (![...document.querySelectorAll('.chart')].every(drawn)) await new Promise(done => setTimeout(done));
          const paint = performance.getEntriesByName('first-contentful-paint')[0];
          return [paint.startTime, performance.now()];
        }
        """;

    /// <returns>In words; that there is no Chromium, too.</returns>
    public static async Task<string> OfAsync(byte[] html)
    {
        if (ChromiumPath.Found is null)
        {
            return "no chromium on PATH";
        }

        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "report.html");
        await File.WriteAllBytesAsync(path, html);
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = ChromiumPath.Found, ChromiumSandbox = false });
        IPage page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        double[] times = await page.EvaluateAsync<double[]>(Times);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"first paint after {times[0]:F0} ms, all drawn after {times[1]:F0} ms   (budget 1,000 ms)");
    }
}
