using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>What a person does with a page: sort, filter, copy, print, change the theme, use the keyboard alone.</summary>
[Collection(LookedAt.Name)]
public sealed class InteractionTests(Chromium chromium, ReportPages pages)
{
    private const string Runs = "#runs";
    private const string Rows = $"{Runs} tbody tr";

    [ChromiumFact]
    public async Task Table_Head_SortsAndTellsHow()
    {
        await using OpenPage page = await chromium.OpenAsync(pages[ReportPages.Thousand]);
        ILocator head = page.Page.Locator($"{Runs} th[data-label=Duration]");

        await head.GetByRole(AriaRole.Button).ClickAsync();
        string? first = await head.GetAttributeAsync("aria-sort");
        double[] descending = await DurationsAsync(page);
        await head.GetByRole(AriaRole.Button).ClickAsync();
        double[] ascending = await DurationsAsync(page);

        Assert.Equal("descending", first);
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(descending.OrderDescending(), descending);
        Assert.Equal(ascending.Order(), ascending);
        Assert.True(ascending[^1] < descending[^1]);
    }

    [ChromiumFact]
    public async Task Table_Filter_LeavesWhatMatchesAndTellsHowMany()
    {
        await using OpenPage page = await chromium.OpenAsync(pages[ReportPages.Thousand]);

        await page.Page.Locator($"{Runs} input[type=search]").FillAsync("20260301");

        Assert.Contains("nightly_20260301", Assert.Single(await page.TextsAsync(Rows)));
        Assert.Equal("1 of 1,000 rows", Assert.Single(await page.TextsAsync($"{Runs} .count")));
    }

    [ChromiumFact]
    public async Task Table_ShowAll_ShowsAThousand()
    {
        await using OpenPage page = await chromium.OpenAsync(pages[ReportPages.Thousand]);
        int before = await page.Page.Locator(Rows).CountAsync();

        await page.Page.Locator($"{Runs} .pager button").ClickAsync();

        Assert.InRange(before, 1, 50);
        Assert.Equal(1000, await page.Page.Locator(Rows).CountAsync());
    }

    [ChromiumFact]
    public async Task Csv_Copied_HasEachRunUnderTheColumnsOfTheStore()
    {
        await using OpenPage page = await chromium.OpenAsync(pages[ReportPages.Thousand]);

        await page.Page.Locator(Runs).GetByRole(AriaRole.Button, new() { Name = "Copy as CSV" }).ClickAsync();
        string csv = await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

        string[] lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1001, lines.Length);
        Assert.Subset(
            lines[0].Split(',').ToHashSet(),
            new HashSet<string> { "run_id", "start_time", "status", "duration" });
        Assert.All(lines.Skip(1), line => Assert.Matches("nightly_[0-9]{8}", line));
        Assert.Contains("1,000 rows copied", await page.Page.Locator("#live").InnerTextAsync());
    }

    [ChromiumFact]
    public async Task Theme_Chosen_ColorsThePageAndItsChartsAndStays()
    {
        await using OpenPage page = await chromium.OpenAsync(pages[ReportPages.Slow]);
        (string background, string chart) = await ColorsAsync(page);

        await page.Page.Locator(".seg input[value=dark]").CheckAsync(new() { Force = true });
        (string darkBackground, string darkChart) = await ColorsAsync(page);
        await page.Page.ReloadAsync();
        await page.DrawnAsync();

        Assert.NotEqual(background, darkBackground);
        Assert.NotEqual(chart, darkChart);
        Assert.Equal((darkBackground, darkChart), await ColorsAsync(page));
    }

    [ChromiumFact]
    public async Task Keyboard_Tab_ReachesEachControlAndIsSeenThere()
    {
        await using OpenPage page = await chromium.OpenAsync(pages[ReportPages.Slow]);
        var seen = new List<string>();
        for (int i = 0; i < 100; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            string at = await page.Page.EvaluateAsync<string>(
                """
                () => {
                  const at = document.activeElement;
                  if (at === document.body) return '';
                  const style = getComputedStyle(at.type === 'radio' ? at.nextElementSibling : at);
                  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                  return `${ring ? '' : 'UNSEEN '}${at.tagName} ${at.type ?? ''} ${(at.textContent ?? '').slice(0, 40)}`;
                }
                """);
            if (at.Length == 0)
            {
                break;
            }

            seen.Add(at);
        }

        Assert.DoesNotContain(seen, at => at.StartsWith("UNSEEN", StringComparison.Ordinal));
        Assert.StartsWith("A  Skip to the report", seen[0]);
        Assert.Contains(seen, at => at.Contains("Copy summary"));
        Assert.Contains(seen, at => at.Contains("radio"));
        Assert.Contains(seen, at => at.Contains("Copy as CSV"));
        Assert.Equal(
            await page.Page.Locator("summary:visible").CountAsync(),
            seen.Count(at => at.StartsWith("SUMMARY", StringComparison.Ordinal)));
    }

    [ChromiumFact]
    public async Task Paper_InDarkTheme_IsPrintedLightWithFiguresOfFoldedTables()
    {
        await using OpenPage page = await chromium.OpenAsync(pages[ReportPages.Slow]);
        await page.UseAsync(ColorScheme.Dark);

        byte[] pdf = await page.Page.PdfAsync(new() { Format = "A4", PrintBackground = true });

        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(pdf, 0, 4));
        Assert.InRange(Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b"), 2, 12);
        Assert.Empty(page.Messages);
        Assert.Equal(0, await page.Page.Locator("html.printing").CountAsync());
    }

    private static async Task<double[]> DurationsAsync(OpenPage page) =>
        [.. (await page.TextsAsync($"{Rows} td[data-label=Duration]"))
            .Select(text => text.Split('\u00A0', ' '))
            .Select(parts => double.Parse(parts[0], CultureInfo.InvariantCulture) * (parts[1] == "s" ? 1000 : 1))];

    private static async Task<(string Background, string Chart)> ColorsAsync(OpenPage page) => (
        await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"),
        await page.Page.EvaluateAsync<string>(
            "() => echarts.getInstanceByDom(document.querySelector('.chart')).getOption().textStyle.color"));
}
