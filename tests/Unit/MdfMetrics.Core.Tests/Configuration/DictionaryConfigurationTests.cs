using System.Collections;
using System.Collections.Specialized;
using MdfMetrics.Configuration;

namespace MdfMetrics.Tests.Configuration;

public sealed class DictionaryConfigurationTests
{
    [Fact]
    public void FromDictionary_WholeDocument_IsReadAsTheFileWouldBe()
    {
        var values = new OrderedDictionary
        {
            ["stages"] = new object[] { new Hashtable { ["name"] = "clean" } },
            ["executor"] = new Hashtable
            {
                ["metrics"] = new Hashtable { ["output_path"] = "./m", ["partition_by"] = "date", ["file_mode"] = 644 },
            },
        };

        PipelineConfiguration configuration = PipelineConfiguration.FromDictionary(values);

        Assert.Equal("./m", configuration.Options.OutputPath);
        Assert.Equal(PartitionBy.Date, configuration.Options.PartitionBy);
        Assert.Equal(Convert.ToInt32("644", 8), (int)configuration.Options.FileMode!);
        Assert.True(configuration.Options.CollectCustomMetrics);
        Assert.Equal(
            """{"stages":[{"name":"clean"}],"executor":{"metrics":"""
                + "{\"file_mode\":644,\"output_path\":\"./m\",\"partition_by\":\"date\"}}}",
            configuration.Snapshot!.ToString());
    }

    [Fact]
    public void FromDictionary_MetricsSectionAlone_IsTheSection()
    {
        var values = new Hashtable { ["Durable"] = true, ["checkpoint_interval"] = 2.5, ["enabld"] = false };

        PipelineConfiguration configuration = PipelineConfiguration.FromDictionary(values);

        Assert.True(configuration.Options.Durable);
        Assert.Equal(TimeSpan.FromSeconds(2.5), configuration.Options.CheckpointInterval);
        Assert.Equal(
            "Configuration: executor.metrics has no key 'enabld', it is ignored; did you mean 'enabled'?",
            Assert.Single(configuration.Warnings));
        Assert.Equal(["executor"], configuration.Snapshot!.Keys.Cast<string>());
    }

    [Fact]
    public void FromDictionary_MetricsWithoutExecutor_IsTheSection()
    {
        PipelineConfiguration configuration = PipelineConfiguration.FromDictionary(
            new Hashtable { ["metrics"] = new Hashtable { ["partition_by"] = "hive" } });

        Assert.Equal(PartitionBy.Hive, configuration.Options.PartitionBy);
        Assert.Empty(configuration.Warnings);
    }

    [Fact]
    public void FromDictionary_NoMetricsKeys_IsADocument()
    {
        PipelineConfiguration configuration =
            PipelineConfiguration.FromDictionary(new Hashtable { ["stages"] = Array.Empty<object>(), ["team"] = "x" });

        Assert.Empty(configuration.Warnings);
        Assert.Equal(["stages", "team"], configuration.Snapshot!.Keys.Cast<string>());
    }

    [Fact]
    public void FromDictionary_Empty_GivesDefaults()
    {
        PipelineConfiguration configuration = PipelineConfiguration.FromDictionary(new Hashtable());

        Assert.Equal(new MetricsOptions(), configuration.Options);
        Assert.Equal("{}", configuration.Snapshot!.ToString());
    }

    [Fact]
    public void FromDictionary_WrongType_NamesTheKey()
    {
        var exception = Assert.ThrowsAny<MetricsException>(
            () => PipelineConfiguration.FromDictionary(new Hashtable { ["enabled"] = "maybe" }));

        Assert.Equal(MetricsError.ConfigInvalid, exception.Error);
        Assert.Equal(
            "Configuration: executor.metrics.enabled: expected true or false, found the text \"maybe\".",
            exception.Message);
    }

    [Fact]
    public void FromDictionary_ThatContainsItself_IsRefused()
    {
        var values = new Hashtable();
        values["a"] = values;
        values["b"] = values;

        var exception = Assert.ThrowsAny<MetricsException>(() => PipelineConfiguration.FromDictionary(values));

        Assert.Equal(MetricsError.ConfigInvalid, exception.Error);
    }

    [Fact]
    public void FromDictionary_ObjectsAndTimes_AreTheirText()
    {
        var values = new OrderedDictionary
        {
            ["version"] = new Version(1, 2, 3),
            ["when"] = new DateTime(2026, 1, 24, 12, 34, 56, DateTimeKind.Utc),
            ["day"] = DayOfWeek.Friday,
            ["nothing"] = null,
            ["rate"] = double.NaN,
        };

        Assert.Equal(
            """{"version":"1.2.3","when":"2026-01-24T12:34:56.0000000Z","day":"Friday","nothing":null,"rate":null}""",
            PipelineConfiguration.FromDictionary(values).Snapshot!.ToString());
    }
}
