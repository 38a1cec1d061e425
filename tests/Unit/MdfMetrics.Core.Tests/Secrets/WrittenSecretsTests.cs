using System.Collections;
using System.Text;
using System.Text.Json;
using MdfMetrics.Configuration;
using MdfMetrics.Runs;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Journal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Secrets;

/// <summary>No secret gets into a file, whichever way it takes: each form of the corpus through all of them.</summary>
public sealed class WrittenSecretsTests
{
    [Fact]
    public void Run_EveryForm_IsInNoFileOfTheStore()
    {
        var survivors = new List<string>();
        foreach ((SecretForm form, int i) in SecretForms.All.Select((form, i) => (form, i)))
        {
            using var store = new TemporaryStore();
            MetricsRun run = Begin(store, form.Text, $"r{i}");
            using (run.Collector.EnterStage("s"))
            {
                run.Collector.CloseOperator(run.Collector.OpenOperator("s", "o", "w"), Figures(form.Text));
                run.Collector.AddStage("s", null, Figures(form.Text));
                run.Collector.AddOperator(new OperatorMetrics
                {
                    run_id = run.RunId,
                    stage_name = "s",
                    operator_name = "added",
                    worker_id = "w",
                    timestamp = run.StartUtc,
                    custom_metrics = JsonMap.FromJson(JsonSerializer.Serialize(new { args = new[] { form.Text } })),
                });
            }

            RunMetrics stopped = run.Stop(RunStatus.Failed, "It failed: \n" + form.Text);
            Look(store, form, "journal", survivors);
            run.Write(stopped);
            Look(store, form, "files", survivors);
            Assert.NotEmpty(Directory.GetFiles(store.Path, "*.parquet", SearchOption.AllDirectories));
        }

        Assert.True(survivors.Count == 0, string.Join('\n', survivors));
    }

    [Fact]
    public void Run_WithRulesOfItsOwn_KeepsThemForWorkersAndRestores()
    {
        using var recording = new Recording(options: new Hashtable { ["redact"] = new[] { "EMP-[0-9]+" } });
        string journal = Path.Combine(recording.Folder, "worker.ndjson");
        File.WriteAllText(journal, """
            {"event":"operator","stage_name":"s","operator_name":"o","input_records":1,"output_records":1,
            "timestamp":"2026-01-24T12:34:56Z","custom_metrics":{"who":"EMP-42","token":"hunter2"}}
            """.ReplaceLineEndings(string.Empty) + "\n");
        var worker = JoinedRun.Join(recording.Run.StorePath, "r", new object(), "w2", recording.Clock);
        worker.Collector.CloseOperator(
            worker.Collector.OpenOperator("s", "p", "w2"),
            JsonMap.FromJson("""{"by":"EMP-43"}"""));
        worker.Leave();

        using TemporaryStore store = recording.Killed();
        RunMetrics restored = Assert.Single(new RunRestorer(store.Path, TimeProvider.System)
            .Restore(["r"], force: true, static error => throw error, default)).Run!;

        Assert.Equal(
            ["""{"who":"***","token":"***"}""", """{"by":"***"}"""],
            new MetricsReader(store.Path).ReadOperators([restored], null, null, static error => throw error)
                .OrderBy(row => row.operator_name).Select(row => row.custom_metrics!.ToString()));
    }

    [Fact]
    public void WriteAll_RowsOfOtherOrigin_AreMasked()
    {
        using var store = new TemporaryStore();
        var run = new RunMetrics
        {
            run_id = "r",
            start_time = Sample.Start,
            error = "token=hunter2",
            tags = JsonMap.FromJson("""{"pwd":"hunter2"}"""),
        };

        RunMetrics written = new MetricsWriter(store.Path, new WriterOptions()).WriteAll(run, [], []);

        Assert.Equal("token=***", written.error);
        Assert.Equal("""{"pwd":"***"}""", written.tags!.ToString());
    }

    private static MetricsRun Begin(TemporaryStore store, string text, string id)
    {
        var run = new MetricsRun(
            id,
            store.Path,
            PipelineConfiguration.FromDictionary(new Hashtable { ["executor"] = new Hashtable(), ["note"] = text }),
            new Hashtable { ["note"] = text },
            new RunOrigin(Path.GetTempPath(), "/srv/jobs/load.ps1\n" + text, "7.6.5", "0.1.0"),
            TimeProvider.System);
        run.Begin();
        Assert.Null(run.JournalError);
        return run;
    }

    private static JsonMap Figures(string text) =>
        JsonMap.FromDictionary(new Hashtable { ["note"] = text, ["nested"] = new[] { text } })!;

    private static void Look(TemporaryStore store, SecretForm form, string where, List<string> survivors)
    {
        foreach (string file in Directory.GetFiles(store.Path, "*", SearchOption.AllDirectories))
        {
            string bytes = Encoding.UTF8.GetString(File.ReadAllBytes(file));
            string name = $"{where} {Path.GetFileName(file)}";
            survivors.AddRange(form.SurvivorsIn(bytes).Select(part => $"{name}: {part} of {form.Text}"));
        }

        var reader = new MetricsReader(store.Path);
        RunMetrics[] runs = Directory.Exists(store.At("runs"))
            ? [.. reader.ReadRuns(new RunQuery(), static error => throw error)]
            : [];
        foreach (RunMetrics run in runs)
        {
            IEnumerable<string?> texts =
            [
                run.config?.ToString(), run.tags?.ToString(), run.context?.ToString(), run.error, run.pipeline_name,
                .. reader.ReadOperators([run], null, null, static error => throw error)
                    .Select(row => row.custom_metrics?.ToString()),
                .. reader.ReadStages([run], null, static error => throw error)
                    .Select(row => row.custom_metrics?.ToString()),
            ];
            string all = string.Join('\n', texts);
            survivors.AddRange(form.SurvivorsIn(all).Select(part => $"{where} columns: {part} of {form.Text}"));
        }
    }
}
