namespace MdfMetrics.Watching;

/// <summary>Tells what has changed between one look at a run and the next.</summary>
internal sealed class RunChanges(TimeProvider time)
{
    private RunPicture? _before;

    /// <summary>What has changed, in the order in which it can have happened.</summary>
    public IEnumerable<RunChange> To(RunPicture now)
    {
        RunPicture? before = _before;
        _before = now;
        if (before is null)
        {
            return [Change(now, now.HasEnded ? RunChangeKind.RunEnded : RunChangeKind.RunFound)];
        }

        return
        [
            .. Workers(before, now),
            .. now.HasEnded ? [] : Rows(before, now),
            .. before.Run.total_errors == 0 && now.Run.total_errors > 0
                ? new[] { Change(now, RunChangeKind.FirstError) }
                : [],
            .. now.HasEnded ? new[] { Change(now, RunChangeKind.RunEnded) } : [],
        ];
    }

    private IEnumerable<RunChange> Workers(RunPicture before, RunPicture now)
    {
        foreach ((string id, WorkerState state) in now.Workers)
        {
            bool isKnown = before.Workers.TryGetValue(id, out WorkerState old);
            if (!isKnown)
            {
                yield return Change(now, RunChangeKind.WorkerJoined, id);
            }

            // What is left with the run itself says nothing of its own.
            if (Kind(isKnown ? old : WorkerState.Alive, state) is { } kind
                && !(now.HasEnded && state == WorkerState.Ended))
            {
                yield return Change(now, kind, id);
            }
        }
    }

    private IEnumerable<RunChange> Rows(RunPicture before, RunPicture now)
    {
        Dictionary<(string, string?), PictureRow> old =
            before.Rows.ToDictionary(row => (row.Stage, row.Operator));
        foreach (PictureRow row in now.Rows)
        {
            bool isKnown = old.TryGetValue((row.Stage, row.Operator), out PictureRow? was);
            if (row.Operator is not null)
            {
                if (!isKnown)
                {
                    yield return Change(now, RunChangeKind.OperatorStarted, $"{row.Stage}/{row.Operator}");
                }

                continue;
            }

            bool wasOpen = was?.IsOpen == true;
            if (!isKnown || (row.IsOpen && !wasOpen))
            {
                yield return Change(now, RunChangeKind.StageStarted, row.Stage);
            }

            if (!row.IsOpen && (wasOpen || !isKnown))
            {
                yield return Change(now, RunChangeKind.StageEnded, row.Stage);
            }
        }
    }

    private static string? Kind(WorkerState old, WorkerState now) => now == old ? null : now switch
    {
        WorkerState.Alive => RunChangeKind.WorkerResumed,
        WorkerState.Silent => RunChangeKind.WorkerSilent,
        WorkerState.Dead => RunChangeKind.WorkerDead,
        _ => RunChangeKind.WorkerLeft,
    };

    private RunChange Change(RunPicture now, string kind, string? name = null) => new()
    {
        change = kind,
        name = name,
        time = time.GetUtcNow().LocalDateTime,
        run_id = now.Run.run_id,
        pipeline_name = now.Run.pipeline_name,
        status = now.Run.status,
        error = now.Run.error,
        stage_name = now.Slowest?.Stage ?? now.Stage?.Stage,
        operator_name = now.Slowest?.Operator,
        duration = now.Run.duration,
        total_input_records = now.Run.total_input_records,
        total_output_records = now.Run.total_output_records,
        throughput = now.Rate,
        avg_throughput = now.Run.avg_throughput,
        p95_latency = now.Slowest?.P95 ?? double.NaN,
        total_errors = now.Run.total_errors,
        workers_alive = now.Count(WorkerState.Alive),
        workers_silent = now.Count(WorkerState.Silent),
        workers_dead = now.Count(WorkerState.Dead),
        last_sign = now.SecondsSinceSign,
        progress = now.Forecast?.Percent ?? double.NaN,
        expected_end = now.Forecast?.EndUtc.ToLocalTime(),
        reference_run_id = now.Forecast?.Reference.run_id,
        store = now.Run.store,
    };
}
