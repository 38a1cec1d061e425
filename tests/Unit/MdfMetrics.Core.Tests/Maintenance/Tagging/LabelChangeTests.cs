using System.Collections.Specialized;
using System.Runtime.Versioning;
using System.Text.Json;
using MdfMetrics.Maintenance;
using MdfMetrics.Maintenance.Tagging;
using MdfMetrics.Tests.Maintenance.Removal;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Maintenance.Tagging;

/// <summary>What becomes of tags and pipelines of written runs, in files of their own and in shared ones.</summary>
public sealed class LabelChangeTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    /// <summary>A value of "-" takes the tag away.</summary>
    [Theory]
    [InlineData(null, "keep=yes", """{"keep":"yes"}""")]
    [InlineData("""{"team":"data"}""", "keep=yes", """{"team":"data","keep":"yes"}""")]
    [InlineData("""{"team":"data","keep":"no"}""", "keep=yes", """{"team":"data","keep":"yes"}""")]
    [InlineData("""{"Keep":"no","team":"data"}""", "keep=yes", """{"keep":"yes","team":"data"}""")]
    [InlineData("""{"team":"data","keep":"no"}""", "KEEP=-", """{"team":"data"}""")]
    [InlineData("""{"keep":"no"}""", "keep=-", null)]
    [InlineData("""{"team":"data"}""", "none=-", """{"team":"data"}""")]
    [InlineData(null, "none=-", null)]
    [InlineData(null, "note=naïve 数据 𝄞", """{"note":"naïve 数据 𝄞"}""")]
    [InlineData(null, "password=hunter2", """{"password":"***"}""")]
    public void Merge_Tags_AddReplaceAndTakeAway(string? old, string tags, string? expected)
    {
        foreach (bool isShared in new[] { false, true })
        {
            string id = $"r{isShared}";
            _store.WriteSmall(id, Sample.Start, tags: old);
            _store.WriteSmall($"other{isShared}", Sample.Start, tags: """{"its":"own"}""");
            if (isShared)
            {
                _store.Compact();
            }

            Change(Tags(tags), null, id);

            string? merged = _store.Runs().Single(run => run.run_id == id).tags?.ToString();
            Assert.True(
                JsonElement.DeepEquals(Root(expected), Root(merged)),
                $"{merged} is not {expected}.");
            Assert.Equal(
                """{"its":"own"}""",
                _store.Runs().Single(run => run.run_id == $"other{isShared}").tags!.ToString());
        }
    }

    [Theory]
    [InlineData("team=data")]
    [InlineData("none=-")]
    public void Merge_NothingChanges_TouchesNoFile(string tags)
    {
        _store.WriteSmall("r", Sample.Start, tags: """{"team":"data"}""");
        using StoreMaintenance busy = _store.Maintain();
        string[] before = Stamps();

        Assert.True(Change(Tags(tags), null, "r"));

        Assert.Equal(before, Stamps());
    }

    [Fact]
    public void Change_StoreIsBusy_IsNotDone()
    {
        _store.WriteSmall("r", Sample.Start);
        using StoreMaintenance busy = _store.Maintain();

        Assert.False(Change(Tags("keep=yes"), null, "r"));
        Assert.Null(Assert.Single(_store.Runs()).tags);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Change_Pipeline_IsThatOfAllItsRowsAndOfNoOther(bool isShared)
    {
        _store.WriteSmall("r", Sample.Start, pipeline: "old");
        _store.WriteSmall("other", Sample.Start, pipeline: "old");
        if (isShared)
        {
            _store.Compact();
        }

        Change(Tags("keep=yes"), "new", "r");

        using var database = new DuckDb();
        foreach (string dataset in new[] { "runs", "stages", "operators" })
        {
            Assert.Equal(
                ["other false", "r true"],
                database.Query($"""
                    SELECT DISTINCT concat_ws(' ', run_id, pipeline_name = 'new') AS name
                    FROM read_parquet('{_store.At(dataset)}/*.parquet') ORDER BY name
                    """).Select(row => (string)row[0]!));
        }

        Assert.Equal("""{"keep":"yes"}""", _store.Runs().Single(run => run.run_id == "r").tags!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Create_PipelineThatIsNoName_IsRefused(string name) => Assert.Equal(
        MetricsError.InvalidName,
        Assert.Throws<MetricsException>(() => new LabelChange(null, name)).Error);

    [UnixFact]
    public void Change_FileBehindALink_IsToldAndTheOthersChange()
    {
        using var elsewhere = new TemporaryStore();
        _store.WriteSmall("r", Sample.Start);
        _store.WriteSmall("linked", Sample.Start);
        string path = _store.At("runs/run_linked.parquet");
        File.Move(path, elsewhere.At("run_linked.parquet"));
        File.CreateSymbolicLink(path, elsewhere.At("run_linked.parquet"));
        byte[] before = File.ReadAllBytes(path);
        List<MetricsException> errors = [];

        Assert.True(Change(Tags("keep=yes"), null, ["r", "linked"], errors));

        MetricsException error = Assert.Single(errors);
        Assert.Equal((MetricsError.InvalidPath, path), (error.Error, error.Target));
        Assert.Contains("(linked) are not changed", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal("""{"keep":"yes"}""", _store.Runs().Single(run => run.run_id == "r").tags!.ToString());
    }

    [Fact]
    public void Change_SharedFileOfALaterSchema_IsToldAndStays()
    {
        _store.WriteSmall("r", Sample.Start);
        _store.WriteSmall("s", Sample.Start);
        _store.Compact();
        string file = _store.At(Assert.Single(_store.Files(), name => name.StartsWith("runs/", StringComparison.Ordinal)));
        using (var database = new DuckDb())
        {
            database.Execute($"COPY (FROM '{file}') TO '{file}.new' (FORMAT parquet, KV_METADATA {{'mdf.schema': '2'}})");
        }

        File.Move(file + ".new", file, overwrite: true);
        List<MetricsException> errors = [];

        Assert.True(Change(Tags("keep=yes"), null, ["r"], errors));

        Assert.Equal((MetricsError.FileCorrupt, file), (Assert.Single(errors).Error, errors[0].Target));
        Assert.All(_store.Runs(), run => Assert.Null(run.tags));
    }

    /// <summary>Tags are in the runs dataset alone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Change_TagsAlone_TouchesNoOtherDataset(bool isShared)
    {
        _store.WriteSmall("r", Sample.Start);
        _store.WriteSmall("other", Sample.Start);
        if (isShared)
        {
            _store.Compact();
        }

        string[] before = Others();

        Change(Tags("keep=yes"), null, "r");

        Assert.Equal(before, Others());

        string[] Others() =>
            [.. Stamps().Where(file => file[0] != '_' && !file.StartsWith("runs/", StringComparison.Ordinal))];
    }

    [Fact]
    public void Change_PipelineOfARunWithoutStages_LeavesItsFilesWithoutRows()
    {
        _store.Write(Sample.Create("r", stages: 0));
        string[] empty = [.. Stamps().Where(file => file.StartsWith("stages/", StringComparison.Ordinal))];

        Change(Tags("keep=yes"), "new", "r");

        Assert.Single(empty);
        Assert.Equal(empty, Stamps().Where(file => file.StartsWith("stages/", StringComparison.Ordinal)));
        Assert.Equal("new", Assert.Single(_store.Runs()).pipeline_name);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Change_OwnFile_KeepsItsMode()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        string path = _store.WriteSmall("r", Sample.Start).path!;
        File.SetUnixFileMode(path, Mode);

        Change(Tags("keep=yes"), null, "r");

        Assert.NotNull(Assert.Single(_store.Runs()).tags);
        Assert.Equal(Mode, File.GetUnixFileMode(path));
    }

    private static JsonElement Root(string? json) => JsonDocument.Parse(json ?? "null").RootElement;

    private static OrderedDictionary Tags(string tags)
    {
        string[] pair = tags.Split('=');
        return new OrderedDictionary { [pair[0]] = pair[1] == "-" ? null : pair[1] };
    }

    private bool Change(OrderedDictionary tags, string? pipeline, params string[] ids) => Change(tags, pipeline, ids, null);

    private bool Change(OrderedDictionary tags, string? pipeline, string[] ids, List<MetricsException>? errors) =>
        new RunTagger(_store.Path, Maintaining.Impatient(), error => (errors ?? throw error).Add(error)).Change(
            [.. _store.Runs().Where(run => ids.Contains(run.run_id))],
            new LabelChange(tags, pipeline),
            default);

    private string[] Stamps() =>
        [.. _store.Files().Select(file => $"{file} {File.GetLastWriteTimeUtc(_store.At(file)).Ticks}")];
}
