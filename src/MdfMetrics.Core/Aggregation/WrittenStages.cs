namespace MdfMetrics.Aggregation;

/// <summary>What was known of the stages of a run that is written, where it is to be made anew with more rows.</summary>
internal static class WrittenStages
{
    /// <summary>The stages with those of their figures that the user gave, which are told from the others by the rows.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stages">Its stages, as written.</param>
    /// <param name="rows">
    /// Its operator rows: as written, and as they may have been when the stages were, where a write was cut off.
    /// </param>
    public static IEnumerable<StageRecord> Of(
        RunMetrics run,
        IReadOnlyCollection<StageMetrics> stages,
        params IReadOnlyList<OperatorMetrics>[] rows)
    {
        StageRecord[] bare = [.. stages.Select(stage => StageRecord.Of(stage) with { Given = null })];
        ILookup<string, StageMetrics> computed = rows
            .SelectMany(known => MetricsAggregator.Aggregate(run, bare, known).Stages!)
            .ToLookup(stage => stage.stage_name, StringComparer.Ordinal);
        return stages.Select(stage => StageRecord.Of(stage) with
        {
            Given = StageFigures.Beyond(stage, [.. computed[stage.stage_name]]),
        });
    }
}
