using System.Globalization;

namespace MdfMetrics.Module.Tests.Cultures;

/// <summary>A test that needs cultures other than the invariant one; where ICU is missing, the test says so.</summary>
internal sealed class CultureTheoryAttribute : TheoryAttribute
{
    public CultureTheoryAttribute()
    {
        if (CultureInfo.InvariantCulture.Equals(CultureInfo.GetCultureInfo("tr-TR").Parent)
            || AppContext.TryGetSwitch("System.Globalization.Invariant", out bool isInvariant) && isInvariant)
        {
            Skip = "There is no ICU on this machine, so that all cultures are alike.";
        }
    }
}
