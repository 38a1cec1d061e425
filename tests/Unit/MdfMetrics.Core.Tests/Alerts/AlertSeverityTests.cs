using MdfMetrics.Alerts;

namespace MdfMetrics.Tests.Alerts;

public sealed class AlertSeverityTests
{
    [Theory]
    [InlineData("info", "info", true)]
    [InlineData("info", "warning", false)]
    [InlineData("warning", "info", true)]
    [InlineData("warning", "critical", false)]
    [InlineData("critical", "warning", true)]
    [InlineData("critical", "critical", true)]
    public void IsAtLeast_Severity_IsByHowBadItIs(string severity, string least, bool expected) =>
        Assert.Equal(expected, AlertSeverity.IsAtLeast(severity, least));
}
