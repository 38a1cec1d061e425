namespace MdfMetrics.Tests.Prometheus;

/// <summary>A test that asks Prometheus' own promtool; where it is missing, the test says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute() =>
        Skip = Promtool.Found is null ? "There is no promtool on this machine's PATH." : null;
}
