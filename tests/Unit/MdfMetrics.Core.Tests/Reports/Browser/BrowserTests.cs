using Microsoft.Playwright;

namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>Pages as Chromium shows them, at the widths of a desk, a tablet and a phone.</summary>
[Collection(LookedAt.Name)]
public sealed class BrowserTests(Chromium chromium, ReportPages pages)
{
    private static readonly int[] s_widths = [1440, 800, 390];

    [ChromiumTheory]
    [MemberData(nameof(ReportPages.Names), MemberType = typeof(ReportPages))]
    public async Task Page_AtEachWidthInBothThemes_IsDrawnWithoutAMessageARequestOrSidewaysScrolling(string name)
    {
        foreach (int width in s_widths)
        {
            await using OpenPage page = await chromium.OpenAsync(pages[name], width);
            foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.UseAsync(scheme);
                await Screenshots.TakeAsync(page.Page, $"{name}-{width}-{scheme}");
            }

            Assert.Empty(page.Messages);
            Assert.Empty(page.Requests);
            Assert.Equal(0, await page.OverhangAsync());
            Assert.Empty(await page.InheritedAsync());
        }
    }

    [ChromiumTheory]
    [MemberData(nameof(ReportPages.Names), MemberType = typeof(ReportPages))]
    public async Task Page_Axe_FindsNothing(string name)
    {
        await using (OpenPage desk = await chromium.OpenAsync(pages[name]))
        {
            Assert.Empty(await desk.AxeAsync());
            await desk.UseAsync(ColorScheme.Dark);
            Assert.Empty(await desk.AxeAsync("color-contrast"));
        }

        await using OpenPage phone = await chromium.OpenAsync(pages[name], 390);
        Assert.Empty(await phone.AxeAsync());
    }
}
