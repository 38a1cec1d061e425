using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>A report that Chromium shows, with all that it said and asked for meanwhile.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    // What ECharts has to draw is asked, too: a chart without a series can paint its axes.
    private const string AllDrawn =
        """
        () => document.readyState === 'complete' && [...document.querySelectorAll('.chart')]
          .filter(one => one.clientWidth > 0)
          .every(one => {
            const paper = new OffscreenCanvas(one.clientWidth, one.clientHeight).getContext('2d');
            for (const canvas of one.querySelectorAll('canvas'))
              paper.drawImage(canvas, 0, 0, one.clientWidth, one.clientHeight);
            const pixels = new Uint32Array(
              paper.getImageData(0, 0, one.clientWidth, one.clientHeight).data.buffer);
            return pixels.some(pixel => pixel !== pixels[0])
              && echarts.getInstanceByDom(one).getModel().getSeries().length > 0;
          })
        """;

    private readonly IBrowserContext _context;
    private readonly List<string> _messages = [];
    private readonly List<string> _requests = [];

    public OpenPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => _messages.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _messages.Add(error);
        page.Request += (_, request) => _requests.Add(request.Url);
        page.Dialog += (_, dialog) => _messages.Add($"dialog: {dialog.Message}");
    }

    public IPage Page { get; }

    /// <summary>All that the console got, and errors of scripts.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>What was asked for beside the page itself; its icon is in it.</summary>
    public IEnumerable<string> Requests =>
        _requests.Skip(1).Where(url => !url.StartsWith("data:", StringComparison.Ordinal));

    public async Task GoToAsync(string path)
    {
        await Page.GotoAsync(new Uri(path).AbsoluteUri);
        await DrawnAsync();
    }

    /// <summary>Waits until each chart that is seen is drawn.</summary>
    public Task DrawnAsync() => Page.WaitForFunctionAsync(AllDrawn);

    public async Task UseAsync(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await DrawnAsync();
    }

    /// <summary>The texts of what a selector finds, in their order.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string selector) =>
        await Page.Locator(selector).AllInnerTextsAsync();

    /// <summary>How many CSS pixels the page is wider than its window.</summary>
    public Task<int> OverhangAsync() => Page.EvaluateAsync<int>(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>What names in the page have made of what all of its objects inherit.</summary>
    public Task<string[]> InheritedAsync() =>
        Page.EvaluateAsync<string[]>("() => [...Object.keys(Object.prototype), ...Object.keys(Object)]");

    /// <summary>What axe finds wrong by WCAG 2.2 A and AA, each with the elements.</summary>
    /// <param name="rules">These rules alone; none: all.</param>
    public async Task<IEnumerable<string>> AxeAsync(params string[] rules)
    {
        AxeResult result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = rules.Length > 0
                ? RunOnlyOptions.Rules(rules)
                : RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
            ResultTypes = [ResultType.Violations],
        });
        return result.Violations.Select(finding =>
            $"{finding.Id}: {string.Join(", ", finding.Nodes.Take(5).Select(node => node.Html))}");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
