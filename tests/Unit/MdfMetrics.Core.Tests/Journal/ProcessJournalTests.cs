using System.Text.Json;
using MdfMetrics.Aggregation;
using MdfMetrics.Journal.Writing;
using MdfMetrics.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Journal;

/// <summary>The journal that a process writes never ends its work, and tells what kept it from writing.</summary>
public sealed class ProcessJournalTests : IDisposable
{
    private static readonly StageRecord s_stage = new() { RunId = "r", Name = "s", Timestamp = Sample.Start };

    private readonly TemporaryStore _folder = new();
    private readonly FakeTimeProvider _clock = new(Sample.Start);
    private readonly ProcessJournal _journal;

    public ProcessJournalTests() => _journal = new ProcessJournal(_folder.Path, "p", durable: true, _clock);

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Write_FailsAndGoesOn_KeepsTheFirstFailureAndEveryOtherLine()
    {
        _journal.Write("one", static _ => { });
        Assert.Null(_journal.Failure);
        _journal.Write("two", static _ => throw new IOException("first"));
        _journal.Write("three", static json => json.WriteNumber("n", 3));
        _journal.Write("four", static _ => throw new InvalidOperationException("second"));

        Assert.Equal("first", _journal.Failure!.Message);
        Assert.Equal(
            [
                """{"event":"one","time":"2026-01-24T12:34:56.789Z"}""",
                """{"event":"three","time":"2026-01-24T12:34:56.789Z","n":3}""",
            ],
            Lines());
    }

    [Fact]
    public void Write_AfterItsEnd_IsNoFailureAndNoLine()
    {
        _journal.Write("one", static _ => { });
        _journal.Dispose();
        _journal.Dispose();
        _journal.Write("two", static _ => { });

        Assert.Null(_journal.Failure);
        Assert.Single(Lines());
    }

    [Fact]
    public void Write_WhatIsOpen_IsALineForEach()
    {
        OperatorMetrics row = Sample.Create("r").Operators[0];

        _journal.Write(([s_stage, s_stage with { Name = "t" }], [row]));

        Assert.Equal(["s stage", "t stage", $"{row.stage_name} operator"], Lines().Select(line =>
        {
            JsonElement json = JsonDocument.Parse(line).RootElement;
            return $"{json.GetProperty("stage_name").GetString()} {json.GetProperty("event").GetString()}";
        }));
    }

    [Fact]
    public void Create_JournalThatIsThere_IsGoneOnWith()
    {
        _journal.Write("one", static _ => { });
        _journal.Dispose();
        using (var again = new ProcessJournal(_folder.Path, "p", durable: false, _clock))
        {
            again.Write("two", static _ => { });
        }

        Assert.Equal(2, Lines().Length);
        Assert.Throws<IOException>(
            () => new ProcessJournal(_folder.Path, "p", durable: false, _clock, FileMode.CreateNew));
    }

    [Fact]
    public void BeginProgress_AtOnceAndEveryInterval_ReplacesThePictureAndCountsTheBeats()
    {
        int looks = 0;
        _journal.BeginProgress(TimeSpan.FromSeconds(2), () => ([s_stage with { Index = ++looks }], []));
        Assert.Equal((1, 1), Beat());

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal((1, 1), Beat());
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal((2, 2), Beat());
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((3, 3), Beat());

        _journal.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((3, 3), Beat());
        Assert.Equal(["p.ndjson", "p.progress.json"], _folder.Files());
    }

    [Fact]
    public void BeginProgress_PictureFails_IsToldAndTheNextBeatCounts()
    {
        bool fails = true;
        _journal.BeginProgress(
            TimeSpan.FromSeconds(2),
            () => fails ? throw new InvalidOperationException("no picture") : ([s_stage with { Index = 7 }], []));
        Assert.Equal("no picture", _journal.Failure!.Message);

        fails = false;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((1, 7), Beat());
    }

    /// <summary>A slow picture is not overtaken by the next beat, which would be older once it is written.</summary>
    [Fact]
    public void BeginProgress_BeatInABeat_IsLeftOut()
    {
        int looks = 0;
        _journal.BeginProgress(TimeSpan.FromSeconds(2), () =>
        {
            if (++looks == 2)
            {
                _clock.Advance(TimeSpan.FromSeconds(2));
            }

            return ([s_stage with { Index = looks }], []);
        });
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((2, 2), Beat());
    }

    private string[] Lines() => File.ReadAllLines(_folder.At("p.ndjson"));

    private (int Beat, int Index) Beat()
    {
        JsonElement json = JsonDocument.Parse(File.ReadAllText(_folder.At("p.progress.json"))).RootElement;
        Assert.Equal(1, json.GetProperty("version").GetInt32());
        return (
            json.GetProperty("beat").GetInt32(),
            json.GetProperty("stages")[0].GetProperty("stage_index").GetInt32());
    }
}
