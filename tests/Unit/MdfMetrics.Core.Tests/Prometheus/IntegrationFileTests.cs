using System.Text.Json;
using System.Text.RegularExpressions;
using MdfMetrics.Prometheus;

namespace MdfMetrics.Tests.Prometheus;

/// <summary>What integrations/prometheus has fits what is written.</summary>
public sealed partial class IntegrationFileTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Data", "integrations");

    [PromtoolFact]
    public void Rules_PromtoolTakesThemAndTheirTestsPass()
    {
        Promtool.Accepts([], "check", "rules", Path.Combine(s_folder, "rules.yml"));
        Promtool.Accepts([], "test", "rules", Path.Combine(s_folder, "rules_test.yml"));
    }

    [Fact]
    public void Dashboard_IsJsonWhosePanelsHaveQueries()
    {
        using JsonDocument dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(s_folder, "dashboard.json")));

        Assert.All(
            dashboard.RootElement.GetProperty("panels").EnumerateArray(),
            panel => Assert.NotEqual(0, panel.GetProperty("targets").GetArrayLength()));
    }

    [Theory]
    [InlineData("rules.yml")]
    [InlineData("rules_test.yml")]
    [InlineData("dashboard.json")]
    [InlineData("README.md")]
    public void File_EveryMetricThatItNames_IsWritten(string file)
    {
        string[] written =
        [
            .. RunFamilies.All.Select(family => family.Name),
            .. StageFamilies.All.Select(family => family.Name),
            .. OperatorFamilies.WithSummaries.Select(family => family.Name),
        ];
        string text = File.ReadAllText(Path.Combine(s_folder, file));
        string[] named = [.. Metric().Matches(text).Select(match => match.Value)];

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, written));
    }

    [GeneratedRegex(@"\bmdf_(run|stage|operator)_[a-z_]+\b")]
    private static partial Regex Metric();
}
