using MdfMetrics.Configuration;

namespace MdfMetrics.Tests.Configuration;

/// <summary>What a reader of the other sections (stages, operators) gets: values that know path and place.</summary>
public sealed class ConfigValueTests
{
    private static readonly ConfigDocument s_document = ConfigDocument.Parse("p.yaml", """
        stages:
          - name: clean
            operators:
              - name: Trim
                params: {min: 3}
        """);

    [Fact]
    public void Items_NestedValues_HavePathAndPlace()
    {
        ConfigValue parameter = s_document.Root.Find("stages")!.Value.Items()[0]
            .Find("operators")!.Value.Items()[0]
            .Find("params")!.Value.Find("min")!.Value;

        Assert.Equal("stages[0].operators[0].params.min", parameter.Path);
        Assert.Equal(new ConfigPosition(5, 23), parameter.Node.Position);
        Assert.Equal(3, parameter.Number());
        Assert.Equal(
            "p.yaml(5,23): stages[0].operators[0].params.min: expected true or false, found 3.",
            Assert.ThrowsAny<MetricsException>(() => parameter.Boolean()).Message);
    }

    [Fact]
    public void Find_AbsentKey_IsNull() => Assert.Null(s_document.Root.Find("executor"));

    [Fact]
    public void Items_OfAMapping_IsRefused() => Assert.Equal(
        "p.yaml(1,1): expected a list, found a mapping.",
        Assert.ThrowsAny<MetricsException>(() => s_document.Root.Items()).Message);
}
