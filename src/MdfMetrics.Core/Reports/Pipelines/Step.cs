namespace MdfMetrics.Reports.Pipelines;

/// <summary>A run from which on a figure is another one.</summary>
/// <param name="First">The run that it begins with.</param>
/// <param name="Before">The completed runs before it, the oldest first.</param>
/// <param name="Since">The completed runs from it on.</param>
/// <param name="Compared">The median before and since, and Compare-MdfRun's verdict on them.</param>
internal sealed record Step(
    RunMetrics First,
    IReadOnlyList<RunMetrics> Before,
    IReadOnlyList<RunMetrics> Since,
    RunComparison Compared)
{
    public bool IsWorse => Compared.verdict == RunVerdict.Worse;

    public double Ratio => Compared.difference / Compared.reference;
}
