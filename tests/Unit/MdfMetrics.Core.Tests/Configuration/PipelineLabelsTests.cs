using System.Collections;
using MdfMetrics.Configuration;

namespace MdfMetrics.Tests.Configuration;

/// <summary>The name of the pipeline and the tags of its runs, at the top of the document.</summary>
public sealed class PipelineLabelsTests
{
    [Theory]
    [InlineData("name: nightly load\nexecutor: {}", "nightly load")]
    [InlineData("name: 2026", "2026")]
    [InlineData("executor: {}\nname: \"été 数据\"", "été 数据")]
    public void Load_Name_IsThePipelines(string yaml, string expected)
    {
        PipelineConfiguration configuration = ConfigText.Load(yaml);

        Assert.Equal(expected, configuration.PipelineName);
        Assert.Empty(configuration.Warnings);
    }

    [Theory]
    [InlineData("executor: {}")]
    [InlineData("name:\nexecutor: {}")]
    public void Load_NoName_IsTheFilesWithoutExtension(string yaml) =>
        Assert.StartsWith("mdf-", ConfigText.Load(yaml).PipelineName, StringComparison.Ordinal);

    [Theory]
    [InlineData("name: ''", "(1,7): name: expected the pipeline's name, found an empty text.")]
    [InlineData("name: ' '", "(1,7): name: The pipeline's name is empty. Give it one, or leave it out.")]
    [InlineData("name: [a]", "(1,7): name: expected the pipeline's name, found a list.")]
    [InlineData("tags: [a]", "(1,7): tags: expected a mapping, found a list.")]
    [InlineData("tags: {a: [b]}", "(1,11): tags.a: expected text, found a list.")]
    public void Load_WrongLabel_IsToldWithItsPlace(string yaml, string complaint) =>
        Assert.Equal(complaint, ConfigText.Complaint(yaml));

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Load_LongName_HasAtMost256Characters(int length, bool isRight)
    {
        string yaml = $"name: {new string('n', length)}";
        Assert.Equal(isRight, Record.Exception(() => ConfigText.Load(yaml)) is null);
    }

    [Fact]
    public void Load_Tags_AreTextAsWritten()
    {
        PipelineConfiguration configuration = ConfigText.Load(
            "tags: {team: data, build: 1.10, keep: true, empty: , token: ghp_0123456789abcdefghij}");

        Assert.Equal(
            """{"team":"data","build":"1.10","keep":"true","empty":"","token":"***"}""",
            configuration.Tags!.ToString());
    }

    [Fact]
    public void FromDictionary_LabelsBesideTheSection_StayAtTheTop()
    {
        var configuration = PipelineConfiguration.FromDictionary(new Hashtable
        {
            ["Name"] = "nightly",
            ["durable"] = true,
            ["tags"] = new Hashtable { ["team"] = "data" },
        });

        Assert.Equal(("nightly", true), (configuration.PipelineName, configuration.Options.Durable));
        Assert.Equal("""{"team":"data"}""", configuration.Tags!.ToString());
        Assert.Empty(configuration.Warnings);
        Assert.Equal(
            ["Name", "executor", "tags"],
            configuration.Snapshot!.Keys.Cast<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FromDictionary_NoName_HasNone() =>
        Assert.Null(PipelineConfiguration.FromDictionary(new Hashtable { ["durable"] = true }).PipelineName);
}
