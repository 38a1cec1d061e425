using System.Globalization;
using MdfMetrics.Cmdlets.Views;
using MdfMetrics.Watching;

namespace MdfMetrics.Cmdlets.Watching;

/// <summary>What a watched run is doing, in words.</summary>
internal static class WatchWords
{
    /// <summary>How a run ended, in a line.</summary>
    /// <param name="style">$PSStyle.</param>
    public static string Ending(RunMetrics run, object? style) =>
        $"{Name(run)} {Readable.Status(run.status, style)} after {Readable.Duration(run.duration)}: {Counts(run)}"
            + run.status switch
            {
                _ when run.error is { Length: > 0 } error => $". {Cells.Clean(error)}",
                RunStatus.Abandoned when run.path is null => ". Its process died: Restore-MdfRun writes what it did.",
                RunPicture.Unknown => ". It is gone from the store, and was not written.",
                _ => string.Empty,
            };

    /// <summary>The lines above the table of a live run.</summary>
    /// <inheritdoc cref="Ending"/>
    public static IEnumerable<string> Head(RunPicture picture, object? style)
    {
        RunMetrics run = picture.Run;
        yield return $"{Name(run)}   {run.status}   {Readable.Duration(run.duration)}";
        yield return $"now {Readable.Throughput(picture.Rate)}   average {Readable.Throughput(run.avg_throughput)}   "
            + Counts(run);
        yield return $"workers {Workers(picture, style)}   last sign {Ago(picture.SecondsSinceSign)} ago";
        if (picture.Forecast is { } forecast)
        {
            DateTime end = forecast.EndUtc.ToLocalTime();
            string format = end.Date == TimeProvider.System.GetLocalNow().Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm";
            yield return $"{Readable.Percent(forecast.Percent)} of {Cells.Clean(forecast.Reference.run_id)}   "
                + "ends about " + end.ToString(format, CultureInfo.InvariantCulture);
        }
    }

    private static string Name(RunMetrics run) => Cells.Clean(
        run.pipeline_name is null ? $"run {run.run_id}" : $"{run.pipeline_name}: run {run.run_id}");

    private static string Counts(RunMetrics run) =>
        $"{Readable.Number(run.total_input_records)} in, {Readable.Number(run.total_output_records)} out, "
            + $"{Readable.Percent(run.overall_pass_rate)}, {Readable.Number(run.total_errors)} errors";

    /// <summary>Heartbeats are seconds apart: no more than tenths tell anything.</summary>
    private static string Ago(double seconds) => seconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : Readable.Duration(seconds);

    private static string Workers(RunPicture picture, object? style)
    {
        int silent = picture.Count(WorkerState.Silent);
        int dead = picture.Count(WorkerState.Dead);
        string silentText = $"{silent} silent";
        string deadText = $"{dead} dead";
        return $"{picture.Count(WorkerState.Alive)} alive, "
            + (silent > 0 ? Mark.Warning(silentText, style) : silentText) + ", "
            + (dead > 0 ? Mark.Error(deadText, style) : deadText);
    }
}
