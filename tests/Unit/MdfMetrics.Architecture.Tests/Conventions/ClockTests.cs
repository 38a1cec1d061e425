using System.Text.RegularExpressions;

namespace MdfMetrics.Architecture.Tests.Conventions;

/// <summary>Time comes from a TimeProvider, so that tests and simulations can give it.</summary>
public sealed partial class ClockTests
{
    [Fact]
    public void SystemClock_AskedPastATimeProvider_IsNowhere()
    {
        string[] asking = [.. SourceTree.Files("src").Where(file => SystemClock().IsMatch(File.ReadAllText(file)))];

        Assert.Empty(asking);
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex SystemClock();
}
