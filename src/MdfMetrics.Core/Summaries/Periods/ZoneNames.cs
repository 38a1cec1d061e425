using System.Text.RegularExpressions;
using MdfMetrics.Configuration;

namespace MdfMetrics.Summaries.Periods;

/// <summary>Time zones by the names that users give them: those of IANA, and those of Windows.</summary>
internal static partial class ZoneNames
{
    private const int MostSuggestions = 3;

    // What else lies in the folder of the zones: another machine has something else there.
    private static readonly string[] s_notZones = ["localtime", "posixrules", "Factory"];
    private static readonly string[] s_notRegions = ["posix/", "right/"];

    /// <summary>The IANA names of all zones.</summary>
    public static IEnumerable<string> All() => TimeZoneInfo.GetSystemTimeZones()
        .Select(static zone => Iana(zone.Id))
        .Where(IsIana)
        .Append(PeriodZone.Utc.Id)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>Finds a zone, in any spelling of its name.</summary>
    /// <exception cref="MetricsException">
    /// <see cref="MetricsError.InvalidTimeZone"/>: this machine knows none of the name.
    /// </exception>
    public static PeriodZone Find(string name)
    {
        string iana = Iana(name.Trim());
        return TryFind(iana)
            ?? All()
                .Where(known => known.Equals(iana, StringComparison.OrdinalIgnoreCase))
                .Select(TryFind)
                .FirstOrDefault()
            ?? throw new MetricsException(MetricsError.InvalidTimeZone, Unknown(name), name);
    }

    /// <summary>Finds a zone by its IANA name; null: this machine knows none.</summary>
    public static PeriodZone? TryFind(string iana)
    {
        if (!IsIana(iana) || !TimeZoneInfo.TryFindSystemTimeZoneById(iana, out TimeZoneInfo? rules))
        {
            return null;
        }

        return rules.HasSameRules(TimeZoneInfo.Utc) ? PeriodZone.Utc : new PeriodZone(Canonical(iana, rules), rules);
    }

    /// <summary>Names are given without regard to case where the system allows that, and kept as IANA spells them.</summary>
    private static string Canonical(string iana, TimeZoneInfo rules) =>
        rules.Id.Equals(iana, StringComparison.OrdinalIgnoreCase) ? rules.Id : iana;

    private static string Iana(string name) =>
        TimeZoneInfo.TryConvertWindowsIdToIanaId(name, out string? iana) ? iana : name;

    private static bool IsIana(string name) => IanaName().IsMatch(name)
        && !s_notZones.Contains(name, StringComparer.OrdinalIgnoreCase)
        && !s_notRegions.Any(region => name.StartsWith(region, StringComparison.OrdinalIgnoreCase));

    private static string Unknown(string name)
    {
        string[] nearest = Nearest(name.Trim());
        string hint = nearest.Length > 0
            ? $"The nearest are '{string.Join("', '", nearest)}'."
            : "Names are those of IANA, such as America/New_York, or of Windows; Tab completes them.";
        return $"This machine knows no time zone '{name}'. {hint}";
    }

    /// <summary>Those that a misspelt name may mean, or the name of a city.</summary>
    private static string[] Nearest(string name)
    {
        string[] known = [.. All()];
        string city = name.Replace(' ', '_');
        return
        [
            .. known.Where(zone => zone.EndsWith("/" + city, StringComparison.OrdinalIgnoreCase))
                .Concat(NearestName.FindAll(city, known))
                .Distinct(StringComparer.Ordinal)
                .Take(MostSuggestions),
        ];
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex IanaName();
}
