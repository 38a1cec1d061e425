using Microsoft.Playwright;

namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>The Chromium of this machine, started once for all tests that look at pages.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (ChromiumPath.Found is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = ChromiumPath.Found,
            ChromiumSandbox = false,
        });
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>Opens a page file in a window of its own, and waits until its charts are drawn.</summary>
    /// <param name="width">Of the window, in CSS pixels.</param>
    internal async Task<OpenPage> OpenAsync(string path, int width = 1440)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.GoToAsync(path);
        return page;
    }
}
