using MdfMetrics.Configuration;

namespace MdfMetrics.Tests.Configuration;

public sealed class PipelineConfigurationTests
{
    private const string ReadmeSnippet = """
        executor:
          max_samples: 1000
          batch_size: 200

          # Metrics configuration
          metrics:
            enabled: true                 # Enable metrics collection
            output_path: "./metrics"      # Output directory
            collect_custom_metrics: false # Whether to collect custom metrics
            write_on_completion: true     # Write to Parquet after run completes
        """;

    [Fact]
    public void Default_Always_IsDocumented()
    {
        PipelineConfiguration configuration = PipelineConfiguration.Default;

        Assert.Null(configuration.Snapshot);
        Assert.Empty(configuration.Warnings);
        Assert.Equal(
            new MetricsOptions
            {
                Enabled = true,
                OutputPath = null,
                CollectCustomMetrics = true,
                WriteOnCompletion = true,
                PartitionBy = PartitionBy.None,
                CollectHistograms = true,
                CheckpointInterval = TimeSpan.FromSeconds(5),
                Durable = false,
                FileMode = null,
                GenerateReport = false,
            },
            configuration.Options);
    }

    [Fact]
    public void Load_SnippetOfTheOriginalReadme_IsAccepted()
    {
        PipelineConfiguration configuration = ConfigText.Load(ReadmeSnippet);

        Assert.Equal(
            new MetricsOptions { OutputPath = "./metrics", CollectCustomMetrics = false },
            configuration.Options);
        Assert.Empty(configuration.Warnings);
        Assert.Equal(
            """{"executor":{"max_samples":1000,"batch_size":200,"metrics":{"enabled":true,"""
                + "\"output_path\":\"./metrics\",\"collect_custom_metrics\":false,\"write_on_completion\":true}}}",
            configuration.Snapshot!.ToString());
    }

    [Theory]
    [InlineData("executor:\n  max_samples: 1")]
    [InlineData("executor:")]
    [InlineData("executor:\n  metrics:")]
    [InlineData("executor:\n  metrics: {}")]
    [InlineData("executor:\n  metrics: {enabled: , output_path: ~, file_mode: null}")]
    [InlineData("stages: []")]
    public void Load_NothingSaidOfMetrics_GivesDefaultsWithoutCustomMetrics(string yaml)
    {
        PipelineConfiguration configuration = ConfigText.Load(yaml);

        Assert.Equal(new MetricsOptions { CollectCustomMetrics = false }, configuration.Options);
        Assert.Empty(configuration.Warnings);
    }

    [Theory]
    [InlineData("partition_by: none", PartitionBy.None)]
    [InlineData("partition_by: date", PartitionBy.Date)]
    [InlineData("partition_by: Hive", PartitionBy.Hive)]
    [InlineData("Partition_By: 'hive'", PartitionBy.Hive)]
    public void Load_PartitionBy_IsRead(string line, PartitionBy expected) =>
        Assert.Equal(expected, Options(line).PartitionBy);

    [Theory]
    [InlineData("5", 5)]
    [InlineData("0.25", 0.25)]
    [InlineData("1e1", 10)]
    [InlineData("86400", 86400)]
    public void Load_CheckpointInterval_IsSeconds(string seconds, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), Options($"checkpoint_interval: {seconds}").CheckpointInterval);

    [Theory]
    [InlineData("\"0644\"")]
    [InlineData("0644")]
    [InlineData("644")]
    [InlineData("0o644")]
    public void Load_FileMode_IsOctalHoweverWritten(string mode) => Assert.Equal(
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        Options($"file_mode: {mode}").FileMode);

    [Theory]
    [InlineData("output_path: 2026", "2026")]
    [InlineData("output_path: ../å b/データ", "../å b/データ")]
    [InlineData("output_path: 'C:\\metrics'", "C:\\metrics")]
    public void Load_OutputPath_IsAsWritten(string line, string expected) =>
        Assert.Equal(expected, Options(line).OutputPath);

    [Fact]
    public void Load_EverySwitchTurned_IsRead()
    {
        MetricsOptions options = Options(
            "enabled: false",
            "collect_custom_metrics: true",
            "write_on_completion: false",
            "collect_histograms: false",
            "durable: true",
            "on_store_error: Stop",
            "generate_report: true",
            "report_path: ./public/runs",
            "otlp: true");

        Assert.Equal(
            new MetricsOptions
            {
                Enabled = false,
                CollectCustomMetrics = true,
                WriteOnCompletion = false,
                CollectHistograms = false,
                Durable = true,
                OnStoreError = OnStoreError.Stop,
                GenerateReport = true,
                Otlp = true,
                ReportPath = "./public/runs",
            },
            options);
    }

    [Fact]
    public void Load_UnknownKeys_WarnWithPlaceAndNearestKey()
    {
        PipelineConfiguration configuration = ConfigText.Load("""
            executor:
              metrics:
                enabled: true
                partiton_by: hive
                colour: blue
                debug_samples_per_operator: 3
                huggingface_repo: x
                huggingface_token: y
            """);

        Assert.Equal(2, configuration.Warnings.Count);
        Assert.EndsWith(
            "(4,5): executor.metrics has no key 'partiton_by', it is ignored; did you mean 'partition_by'?",
            configuration.Warnings[0],
            StringComparison.Ordinal);
        Assert.Contains("(5,5): executor.metrics has no key 'colour'", configuration.Warnings[1]);
        Assert.Contains("the keys are enabled, output_path, ", configuration.Warnings[1]);
        Assert.Equal(PartitionBy.None, configuration.Options.PartitionBy);
    }

    [Fact]
    public void Load_ExampleOfThisRepository_HasNoWarnings()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "MdfMetrics.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var configuration = PipelineConfiguration.Load(Path.Combine(root, "configs", "example_with_metrics.yaml"));

        Assert.Empty(configuration.Warnings);
        Assert.Equal("./metrics", configuration.Options.OutputPath);
        Assert.Equal(
            ["modules", "data_loader", "stages", "data_writer", "executor"],
            configuration.Snapshot!.Keys.Cast<string>());
    }

    [Fact]
    public void Load_ByManyThreads_GivesEachTheSame()
    {
        string[] snapshots = new string[64];

        Parallel.For(0, snapshots.Length, i => snapshots[i] = ConfigText.Load(ReadmeSnippet).Snapshot!.ToString());

        Assert.Single(snapshots.Distinct());
    }

    private static MetricsOptions Options(params string[] lines)
    {
        PipelineConfiguration configuration =
            ConfigText.Load("executor:\n  metrics:\n" + string.Concat(lines.Select(line => $"    {line}\n")));
        Assert.Empty(configuration.Warnings);
        return configuration.Options;
    }
}
