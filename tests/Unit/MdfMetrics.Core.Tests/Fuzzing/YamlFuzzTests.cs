using MdfMetrics.Configuration;
using MdfMetrics.Tests.Alerts;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Fuzzing;

/// <summary>A YAML file that anyone may write is a configuration, or rules of alerts, or its fault is told.</summary>
public sealed class YamlFuzzTests : IDisposable
{
    private static readonly string[] s_documents =
    [
        """
        # A pipeline
        name: nightly
        tags: {team: search, "0123": on}
        data_loader: &loader
          type: Import-Csv
          params: {Path: 'in.csv', Delimiter: ";"}
        stages:
          - name: clean
            worker: {num_replicas: 2}
            operators: [{name: trim}, {name: drop, params: *loader}]
        data_writer: {type: Export-Csv, params: {Path: out.csv}}
        executor:
          metrics:
            enabled: true
            output_path: "./metrics/数据"
            partition_by: date
            checkpoint_interval: 2.5
            file_mode: "0640"
            redact: ['token=\w+', "a\u0041b"]
            redact_keys: [password]
            on_store_error: stop
        """,
        """
        rules:
          - pass_rate < 90%
          - name: slow
            condition: duration > 2 x median of last 10 runs
            pipeline: night*
            severity: critical
            tags: {team: search}
          - {name: silent, no_run_for: 26h, pipeline: hourly}
          - name: folded
            condition: >-
              total_errors > 0
              and status = completed
        """,
        "a: &x [1, 2]\nb: &y [*x, *x]\nc: &z [*y, *y]\nd: [*z, *z]\n",
        "%YAML 1.2\n---\n? [key, of a list]\n: !!binary SGVsbG8=\n...\n",
    ];

    private static readonly string[] s_words =
    [
        "\n", "  ", "\t", ": ", "- ", "*x", "&x ", "<<: ", "!!int ", "!<tag> ", "---\n", "...\n", "|+\n", ">-\n",
        "'", "\"", "\\", "{", "}", "[", "]", ",", "? ", "# ", "null", "~", "1e999", ".nan", "0o17", "12:30", "true",
        "executor:", "metrics:", "rules:", "\u0085", "\u2028", "\uFEFF", "\0", "\U0001F600", "\\ud800",
    ];

    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_AnyFile_IsAConfiguration_OrTellsWhatIsWrong() =>
        Read(path => Assert.NotNull(PipelineConfiguration.Load(path).Options));

    [Fact]
    public void Load_AnyFile_IsRules_OrTellsWhatIsWrong() => Read(path => Assert.NotEmpty(Rules.LoadFile(path)));

    private void Read(Action<string> load)
    {
        string path = _folder.At("any.yaml");
        Fuzz.Read(s_documents, s_words, document =>
        {
            File.WriteAllBytes(path, document);
            try
            {
                load(path);
            }
            catch (MetricsException e)
            {
                Assert.Equal(MetricsError.ConfigInvalid, e.Error);
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
            }
        });
    }
}
