using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Facts;
using static MdfMetrics.Reports.Data.KnownNumber;

namespace MdfMetrics.Reports.Runs;

/// <summary>Which stages the time went to.</summary>
internal static class AttributionTable
{
    /// <summary>Of a run that took another time than usual, or that did not complete; else null.</summary>
    public static Attribution? Of(RunFacts facts)
    {
        RunComparison? duration = facts.Evidence.Compared.OfRun("duration");
        bool hasChanged = duration?.verdict is RunVerdict.Worse or RunVerdict.Better;
        return !facts.Evidence.HasReference || !(facts.Evidence.IsFailed || hasChanged) ? null : new Attribution
        {
            Total = facts.Evidence.IsFailed ? null : duration!.difference - duration.reference,
            Items = [.. facts.Stages.Select(Stage), .. facts.Missing.Select(name => Missing(facts, name))],
        };
    }

    private static AttributionItem Stage(StageFacts stage) => new()
    {
        Stage = stage.Index,
        Label = stage.Name,
        Value = stage.Wall,
        Usual = Finite(stage.UsualWall),
        Delta = Finite(stage.Extra),
        Detail = stage.Culprit?.Name,
        Ratio = Finite(stage.Ratio),
        Verdict = stage.Verdict,
    };

    private static AttributionItem Missing(RunFacts facts, string name) => new()
    {
        Label = name,
        Value = 0,
        Usual = Finite(facts.UsualWall(name)),
        Delta = Finite(-facts.UsualWall(name)),
        Detail = "never ran",
        Verdict = FigureVerdict.Missing,
    };
}
