using System.Text.Json;

namespace MdfMetrics.Tests.Model;

/// <summary>JSON that comes in, whoever wrote it, and what becomes of it.</summary>
public sealed class JsonBorderTests
{
    public static TheoryData<string, string> Taken => new()
    {
        { """{"a": 1, "b": [1, {"c": "x"}]}""", """{"a":1,"b":[1,{"c":"x"}]}""" },
        { """{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN and Infinity"}""",
            """{"a":null,"b":[null,null],"c":"NaN and Infinity"}""" },
        { """{"in": {"deep": [{"a": -Infinity}]}}""", """{"in":{"deep":[{"a":null}]}}""" },
        { """{"a": 1e400, "b": -1e999, "c": 1e-400, "d": 1e308}""", """{"a":null,"b":null,"c":1e-400,"d":1e308}""" },
        { """{"v": 3.10, "n": 123456789012345678901234567890}""", """{"v":3.10,"n":123456789012345678901234567890}""" },
        { """{"a": 1, "A": 2, "a": 3}""", """{"a":3,"A":2}""" },
        { """{"a": 1, /* why */ "b": [1, 2,],}""", """{"a":1,"b":[1,2]}""" },
        { "\uFEFF {\"a\": true}", """{"a":true}""" },
        { """{"a": "\ud83d\ude00", "b": "\uD83D", "c": "\ude00\ud83d!", "\\ud83d": "\\ud83d"}""",
            """{"a":"😀","b":"\uFFFD","c":"\uFFFD\uFFFD!","\\ud83d":"\\ud83d"}""" },
        { "{\"a\": \"\uD83D\"}", """{"a":"\uFFFD"}""" },
        { """{"\ud83d": 1}""", """{"\uFFFD":1}""" },
        { "{\n\"a\":\t\"x\\u0000\\n\"\r\n}", """{"a":"x\u0000\n"}""" },
        { "{}", "{}" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void Parse_JsonOfAnyWriter_IsStrictJsonOfTheSameValues(string given, string expected)
    {
        string written = JsonMap.Parse(given).ToString();

        Assert.True(JsonElement.DeepEquals(Root(expected), Root(written)), written);
        Assert.DoesNotContain('\n', written);
    }

    [Fact]
    public void Parse_Numbers_KeepTheirDigits() => Assert.Equal(
        """{"v":3.10,"n":123456789012345678901234567890,"e":1E5,"x":null}""",
        JsonMap.Parse("""{ "v": 3.10, "n": 123456789012345678901234567890, "e": 1E5, "x": NaN }""").ToString());

    [Theory]
    [InlineData("{'loss': 0.5}", "double quotes")]
    [InlineData("{\"a\": True}", "line 1, byte 7")]
    [InlineData("{\"a\": NaNs}", "no JSON")]
    [InlineData("{\"a\": 1", "no JSON")]
    [InlineData("{\"a\": 1} x", "no JSON")]
    [InlineData("", "no JSON")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("\"text\"", "no JSON object")]
    [InlineData("NaN", "no JSON object")]
    public void Parse_WhatIsNoJsonObject_SaysSo(string given, string reason) => Assert.Contains(
        reason,
        Assert.Throws<FormatException>(() => JsonMap.Parse(given)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(248, true)]
    [InlineData(249, false)]
    [InlineData(100_000, false)]
    public void Parse_Nesting_IsTakenToADepth(int levels, bool isTaken)
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);

        Assert.Equal(isTaken, Record.Exception(() => JsonMap.Parse(deep)) is null);
        Assert.NotEqual(JsonValueKind.Undefined, Root(JsonMap.FromJson(deep)!.ToJson(), levels + 1).ValueKind);
    }

    [Theory]
    [InlineData("{'loss': 0.5}", "\"{'loss': 0.5}\"")]
    [InlineData("no \"JSON\"\n", "\"no \\\"JSON\\\"\\n\"")]
    [InlineData("[1, NaN]", "[1,null]")]
    [InlineData("{ \"a\" : 1.50 }", "{ \"a\" : 1.50 }")]
    [InlineData("{\"a\":1e400}", "{\"a\":null}")]
    public void ToJson_WhateverAFileHolds_IsJson(string stored, string expected) =>
        Assert.Equal(expected, JsonMap.FromJson(stored)!.ToJson());

    private static JsonElement Root(string json, int depth = 300) =>
        JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Math.Max(depth, 1) }).RootElement;
}
