using System.Text.Json.Nodes;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Adding;

/// <summary>
/// Add-MdfOperatorMetric -WorkerStat with dumps of real workers; truth.json, made without this module, says what rows each
/// of them is.
/// </summary>
public sealed class WorkerDumpTests : IDisposable
{
    private static readonly string s_folder = Path.Combine(
        RepositoryRoot.Path, "tests", "Unit", "MdfMetrics.Module.Tests", "Data", "workerstats");

    private static readonly JsonObject s_truth =
        JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder, "truth.json")))!.AsObject();

    private readonly ModuleSession _session = Scripts.Record();

    public static TheoryData<string> Dumps => [.. s_truth.Select(dump => dump.Key)];

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Dumps))]
    public void WorkerStat_Dump_IsTheRowsThatItTellsOf(string dump)
    {
        ScriptResult result = _session.Invoke(
            "Add-MdfOperatorMetric -WorkerStat (Get-Content -Raw $args[0]) -PassThru | ConvertTo-Json -Depth 9 -AsArray",
            Path.Combine(s_folder, dump)).Clean();
        JsonObject[] rows = [.. JsonNode.Parse(Assert.Single(result.Texts()))!.AsArray().Select(row => row!.AsObject())];

        JsonArray expected = s_truth[dump]!["rows"]!.AsArray();
        Assert.Equal(expected.Count, rows.Length);
        foreach ((JsonNode? truth, JsonObject row) in expected.Zip(rows))
        {
            foreach ((string column, JsonNode? value) in truth!.AsObject().Where(member => row.ContainsKey(member.Key)))
            {
                Assert.True(Same(value, row[column]), $"{row["operator_name"]}.{column}: {row[column]}, not {value}");
            }
        }
    }

    /// <summary>Undefined figures are NaN in PowerShell.</summary>
    private static bool Same(JsonNode? expected, JsonNode? actual) => expected switch
    {
        null => actual is null || $"{actual}" == "NaN",
        JsonValue value when value.TryGetValue(out double number) =>
            Math.Abs(actual!.GetValue<double>() - number) <= 1e-12 * Math.Abs(number),
        _ => JsonNode.DeepEquals(expected, actual),
    };
}
