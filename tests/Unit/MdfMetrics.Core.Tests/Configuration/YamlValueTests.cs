using System.Text;

namespace MdfMetrics.Tests.Configuration;

/// <summary>The types of values follow the core schema of YAML 1.2 (section 10.3.2 of the specification).</summary>
public sealed class YamlValueTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("NULL", "null")]
    [InlineData("nUll", "\"nUll\"")]
    [InlineData("true", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("tRue", "\"tRue\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("off", "\"off\"")]
    [InlineData("0", "0")]
    [InlineData("+12", "\"+12\"")]
    [InlineData("-19", "-19")]
    [InlineData("0644", "\"0644\"")]
    [InlineData("0o14", "\"0o14\"")]
    [InlineData("0o18", "\"0o18\"")]
    [InlineData("0x1A", "\"0x1A\"")]
    [InlineData("0x7FFFFFFFFFFFFFFF", "\"0x7FFFFFFFFFFFFFFF\"")]
    [InlineData("0x8000000000000000", "\"0x8000000000000000\"")]
    [InlineData("0b1", "\"0b1\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("1,000", "\"1,000\"")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("1.5", "1.5")]
    [InlineData("3.10", "3.10")]
    [InlineData("1e400", "null")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData(".5", "\".5\"")]
    [InlineData("5.", "\"5.\"")]
    [InlineData("1e3", "1e3")]
    [InlineData("-2.5E-1", "-2.5E-1")]
    [InlineData(".", "\".\"")]
    [InlineData("\n  -", "[null]")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("2026-01-24", "\"2026-01-24\"")]
    [InlineData("Infinity", "\"Infinity\"")]
    [InlineData("-Infinity", "\"-Infinity\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData(".inf", "null")]
    [InlineData("\"12\"", "\"12\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("!!int \"12\"", "12")]
    [InlineData("!custom 12", "\"12\"")]
    [InlineData("|\n  two\n  lines\n", "\"two\\nlines\\n\"")]
    [InlineData("[1, [a, {b: }], \"c\"]", "[1,[\"a\",{\"b\":null}],\"c\"]")]
    public void Load_Scalar_HasItsCoreSchemaTypeAndItsText(string yaml, string json) =>
        Assert.Equal($$"""{"a":{{json}}}""", ConfigText.Load($"a: {yaml}").Snapshot!.ToString());

    [Fact]
    public void Load_KeysThatLookLikeOtherTypes_StayText() => Assert.Equal(
        """{"1":"a","true":"b","~":"c"}""",
        ConfigText.Load("1: a\ntrue: b\n~: c\n").Snapshot!.ToString());

    [Fact]
    public void Load_Aliases_AreWrittenOut() => Assert.Equal(
        """{"a":[1,2],"b":[1,2]}""",
        ConfigText.Load("a: &x [1, 2]\nb: *x\n").Snapshot!.ToString());

    [Fact]
    public void Load_MergeKey_AddsWhatIsNotGiven() => Assert.Equal(
        """{"base":{"x":1,"y":2},"use":{"y":3,"x":1}}""",
        ConfigText.Load("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n").Snapshot!.ToString());

    [Fact]
    public void Load_MergeOfSeveral_TheEarlierWins() => Assert.Equal(
        """{"p":{"x":1},"q":{"x":2,"y":2},"use":{"x":1,"y":2}}""",
        ConfigText.Load("p: &p {x: 1}\nq: &q {x: 2, y: 2}\nuse:\n  <<: [*p, *q]\n").Snapshot!.ToString());

    [Fact]
    public void Load_MergedMetrics_AreRead() => Assert.True(ConfigText.Load("""
        defaults: &metrics
          durable: true
        executor:
          metrics:
            <<: *metrics
        """).Options.Durable);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Load_ByteOrderMark_IsSkipped(string encodingName)
    {
        var encoding = Encoding.GetEncoding(encodingName);
        byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes("a: é日本𝄞\r\nb: 1\r\n")];

        Assert.Equal("é日本𝄞", ConfigText.Load(content).Snapshot!["a"]);
        Assert.Equal(["a", "b"], ConfigText.Load(content).Snapshot!.Keys.Cast<string>());
    }
}
