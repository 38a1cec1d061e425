using System.Text;
using MdfMetrics.Configuration;
using MdfMetrics.Journal.Manifest;
using MdfMetrics.Processes;
using MdfMetrics.Secrets;
using MdfMetrics.Storage.Layout;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Journal;

/// <summary>What a run's manifest tells those who join by it, restore by it, and close it.</summary>
public sealed class RunManifestReadingTests : IDisposable
{
    private const string Whole =
        """{"version":1,"run_id":"r","start_time":"2026-01-24T12:35:00Z","host":"h","process_id":7,"process_start":"2026-01-24T12:00:00Z"}""";

    private const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly TemporaryStore _store = new();
    private readonly FakeTimeProvider _clock = new(Sample.Start);

    private string Folder => JournalLayout.Folder(_store.Path, "r");

    private string Manifest => Path.Combine(Folder, "run.json");

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(true, OnStoreError.Warn)]
    [InlineData(false, OnStoreError.Stop)]
    public void Read_WhatWasTaken_IsToldAgain(bool given, OnStoreError onStoreError)
    {
        var options = new MetricsOptions
        {
            CheckpointInterval = TimeSpan.FromSeconds(2.5),
            CollectCustomMetrics = given,
            CollectHistograms = !given,
            Durable = given,
            PartitionBy = PartitionBy.Hive,
            FileMode = Shared,
            OnStoreError = onStoreError,
            Redactor = SecretRedactor.With(["x[0-9]"], ["colour"]),
        };
        RunManifestFile.Take(Folder, Sample.Create("r").Run, options);

        RunManifest manifest = RunManifestFile.Read(Folder)!;

        Assert.Equal(
            ("r", Sample.Start, "nightly", RunStatus.Running),
            (manifest.Header.run_id, manifest.Header.StartUtc, manifest.Header.pipeline_name, manifest.Header.status));
        Assert.Equal(ProcessIdentity.Current, manifest.Process);
        Assert.Equal(
            (TimeSpan.FromSeconds(2.5), given, given, onStoreError),
            (manifest.Recording.CheckpointInterval, manifest.Recording.CollectCustomMetrics,
                manifest.Recording.Durable, manifest.Recording.OnStoreError));
        Assert.Equal(
            (PartitionBy.Hive, !given, given, Shared),
            (manifest.Options.PartitionBy, manifest.Options.CollectHistograms, manifest.Options.Durable,
                manifest.Options.FileMode));
        Assert.Equal(["x[0-9]"], manifest.Options.Redactor.Patterns);
        Assert.Equal(["colour"], manifest.Recording.Redactor.Keys);
        Assert.Equal((false, false), (manifest.IsClosed, manifest.IsDiscarded));
    }

    [Fact]
    public void Read_FewestFields_HasTheDefaultsOfTheRest()
    {
        Put(Whole);

        RunManifest manifest = RunManifestFile.Read(Folder)!;

        Assert.Equal(
            (TimeSpan.FromSeconds(5), true, false, OnStoreError.Warn),
            (manifest.Recording.CheckpointInterval, manifest.Recording.CollectCustomMetrics,
                manifest.Recording.Durable, manifest.Recording.OnStoreError));
        Assert.Same(SecretRedactor.Standard, manifest.Recording.Redactor);
        Assert.Equal(7, manifest.Process.ProcessId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":1,\"run_id\":\"r\"")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("""{"run_id":"r"}""")]
    [InlineData("""{"run_id":"../r","start_time":"2026-01-24T12:35:00Z","host":"h","process_id":7,"process_start":"2026-01-24T12:00:00Z"}""")]
    [InlineData("""{"run_id":"r","start_time":"soon","host":"h","process_id":7,"process_start":"2026-01-24T12:00:00Z"}""")]
    [InlineData("""{"run_id":"r","start_time":"2026-01-24T12:35:00Z","host":"h","process_start":"2026-01-24T12:00:00Z"}""")]
    [InlineData("""{"run_id":"r","start_time":"2026-01-24T12:35:00Z","host":"h","process_id":7,"process_start":"2026-01-24T12:00:00Z","redact":["("]}""")]
    public void Read_WhatIsNoManifest_IsNone(string text)
    {
        Put(text);

        Assert.Null(RunManifestFile.Read(Folder));
    }

    [Fact]
    public void Read_NothingThere_IsNone()
    {
        Assert.Null(RunManifestFile.Read(Folder));
        Assert.Null(RunManifestFile.ReadPatiently(Folder));
        Directory.CreateDirectory(Folder);
        Assert.Null(RunManifestFile.ReadPatiently(Folder));
    }

    [Fact]
    public void ReadPatiently_StaysTorn_IsNoneAfterAWhile()
    {
        Put("{\"version\":1");

        Assert.Null(RunManifestFile.ReadPatiently(Folder));
    }

    [Fact]
    public void Close_Manifest_KeepsAllElseAndTellsWhen()
    {
        Put(Whole);

        RunManifestFile.Close(Folder, _clock);
        RunManifestFile.Close(Folder, _clock);

        Assert.Equal(
            Whole[..^1] + ",\"closed\":\"2026-01-24T12:34:56.789Z\"}",
            File.ReadAllText(Manifest));
        RunManifest manifest = RunManifestFile.Read(Folder)!;
        Assert.Equal((true, false), (manifest.IsClosed, manifest.IsDiscarded));
        Assert.Equal([Manifest], Directory.GetFiles(Folder));
    }

    [Fact]
    public void Discard_Manifest_IsClosedToo()
    {
        Put(Whole);

        RunManifestFile.Discard(Folder, _clock);

        RunManifest manifest = RunManifestFile.Read(Folder)!;
        Assert.Equal((true, true), (manifest.IsClosed, manifest.IsDiscarded));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"run_id\":")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{"run_id":"r","run_id":"r"}""")]
    public void Close_WhatIsNoManifest_LeavesIt(string text)
    {
        Put(text);

        RunManifestFile.Close(Folder, _clock);

        Assert.Equal(text, File.ReadAllText(Manifest));
    }

    [Fact]
    public void Close_NothingThere_MakesNothing()
    {
        RunManifestFile.Close(Folder, _clock);
        Assert.False(Directory.Exists(Folder));

        Directory.CreateDirectory(Folder);
        RunManifestFile.Discard(Folder, _clock);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public void Take_IdThatIsTaken_NamesItAndLeavesTheManifestAsItIs()
    {
        Put(Whole);

        MetricsException error = Assert.Throws<MetricsException>(
            () => RunManifestFile.Take(Folder, Sample.Create("r").Run, new MetricsOptions()));

        Assert.Equal((MetricsError.RunExists, "r"), (error.Error, error.Target));
        Assert.Contains(Folder, error.Message, StringComparison.Ordinal);
        Assert.Equal(Whole, File.ReadAllText(Manifest));
    }

    private void Put(string text)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Manifest, Encoding.UTF8.GetBytes(text));
    }
}
