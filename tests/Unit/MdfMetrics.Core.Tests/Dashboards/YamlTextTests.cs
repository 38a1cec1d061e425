using System.Text.Json.Nodes;
using MdfMetrics.Dashboards.Bundles;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>The files of a bundle are read back as they are meant, also what YAML 1.1 takes for no text.</summary>
public sealed class YamlTextTests
{
    private static readonly string[] s_traps =
    [
        "on", "off", "yes", "no", "y", "n", "true", "null", "~", "", " ", "12:30", "12:30:45", "0123", "0x1F", "1_000",
        "1e3", ".inf", "2026-01-24", "a\"b\\c", "it's", "# no comment", "key: value", "- item", "{a}", "[a]", "&a",
        "*a", "!tag", "%d", "@x", "`x`", "=", "|", ">", "a\nb\n", "\ttab", "\r", "\u0001\u007F\u0085\u00A0",
        "\u2028\u2029",
        "\uFEFF\uFFFE", "é漢", "😀", "👩‍👩‍👧", "</script>", "{{ x }}", "trailing ", "...", "---",
    ];

    [Theory]
    [InlineData("on", "\"on\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("\u0001\u0085\u2028", "\"\\u0001\\u0085\\u2028\"")]
    [InlineData("é漢😀", "\"é漢😀\"")]
    public void Of_AText_IsQuotedAndEscaped(string text, string expected) =>
        Assert.Equal($"\"key\": {expected}\n", YamlText.Of(new JsonObject { ["key"] = text }));

    [Fact]
    public void Of_HalfACharacter_HasAnotherInItsPlace() =>
        Assert.Equal("\"key\": \"half \uFFFD\"\n", YamlText.Of(new JsonObject { ["key"] = "half \uD83D" }));

    [Fact]
    public void Of_ATree_IsIndented() => Assert.Equal(
        """
        "map":
          "empty": {}
          "list":
            -
              "a": 1
            - [null, true, 0.5]
          "none": null

        """.ReplaceLineEndings("\n"),
        YamlText.Of(JsonNode.Parse(
            """{"map":{"empty":{},"list":[{"a":1},[null,true,0.5]],"none":null}}""")!.AsObject()));

    [PythonYamlFact]
    public void Of_TextsThatAreTraps_AreReadAsTheyAre()
    {
        var document = new JsonObject(s_traps.Select((text, i) =>
            KeyValuePair.Create<string, JsonNode?>($"{i} {text}", Node(text))));

        AssertRead(document);
    }

    [PythonYamlFact]
    public void Bundle_OfOddNamesAndPaths_IsReadAsItIs()
    {
        using var store = new TemporaryStore();
        DashboardStores.Fill(store, PartitionBy.None);
        var dashboard = new ExportedDashboard(store.Path, "on: é漢😀 \"12:30\" \\ {{ x }}\n", "/data/it's é漢😀 {x}: #1");

        AssertRead([.. dashboard.Files.Values]);
    }

    private static JsonArray Node(string text) => new(text, new JsonObject { ["key"] = text });

    private static void AssertRead(params JsonObject[] documents)
    {
        JsonArray read = PythonYaml.Read([.. documents.Select(YamlText.Of)]);

        Assert.Equal(documents.Length, read.Count);
        Assert.All(documents.Zip(read), pair => Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(pair.First.ToJsonString()), pair.Second),
            $"{pair.First.ToJsonString()}\n{pair.Second?.ToJsonString()}"));
    }
}
