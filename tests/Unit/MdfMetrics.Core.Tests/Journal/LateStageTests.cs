using MdfMetrics.Aggregation;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Journal;

/// <summary>What late rows make of the stage that they came to, by what was known of it when the run was written.</summary>
public sealed class LateStageTests : IDisposable
{
    private readonly Recording _recording = new();

    private TemporaryStore Store => _recording.Store;

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Restore_FirstRowsOfAStage_CountInTheStageAndInTheRun()
    {
        _recording.Finish("clean", "drop", 10, 9);
        _recording.Run.Collector.EnterStage("embed").Dispose();
        Write();
        Assert.Equal(90, Store.Run().overall_pass_rate);

        Come("embed", 9, 8, errors: 1);

        StageMetrics stage = Store.Stages(Store.Run()).Single(stage => stage.stage_name == "embed");
        Assert.Equal((9L, 8L, 1L, 1L), (stage.input_records, stage.output_records, stage.num_workers, stage.error_count));
        Assert.Equal(100.0 * 8 / 9, stage.pass_rate, 9);
        RunMetrics run = Store.Run();
        Assert.Equal((10L, 8L, 1L), (run.total_input_records, run.total_output_records, run.total_errors));
        Assert.Equal(80, run.overall_pass_rate, 9);
    }

    [Fact]
    public void Restore_StageWithGivenFigures_KeepsTheseAndComputesTheOthers()
    {
        _recording.Finish("s", "o", 10, 10);
        _recording.Run.Collector.AddStage(
            "s",
            StageFigures.From(Given.Columns("""{"output_records":40,"error_count":3,"role":"auxiliary"}""")),
            null);
        Write();

        Come("s", 7, 5, errors: 1);

        StageMetrics stage = Assert.Single(Store.Stages(Store.Run()));
        Assert.Equal((17L, 40L, 3L), (stage.input_records, stage.output_records, stage.error_count));
        Assert.Equal((2L, StageRole.Auxiliary), (stage.num_workers, stage.role));
    }

    [Fact]
    public void Restore_GivenStageWithoutRows_KeepsItsFiguresWhereAnotherStageGetsRows()
    {
        _recording.Run.Collector.AddStage(
            "given",
            StageFigures.From(Given.Columns("""{"input_records":100,"output_records":50}""")),
            null);
        Write();

        Come("s", 50, 25);

        StageMetrics given = Store.Stages(Store.Run()).Single(stage => stage.stage_name == "given");
        Assert.Equal((100L, 50L, 50.0), (given.input_records, given.output_records, given.pass_rate));
        Assert.Equal((100L, 25L), (Store.Run().total_input_records, Store.Run().total_output_records));
    }

    private void Write() => _recording.Run.Write(_recording.Run.Stop(RunStatus.Completed, null));

    private void Come(string stage, int input, int output, int errors = 0)
    {
        Recording.NewJournal(
            Store,
            "r",
            "gone-1",
            $$"""{"event":"operator","time":"2026-01-24T12:35:00Z","stage_name":"{{stage}}","operator_name":"o","worker_id":"late","entry_id":"late/1","input_records":{{input}},"output_records":{{output}},"error_count":{{errors}}}""");
        Store.Restore(force: true);
    }
}
