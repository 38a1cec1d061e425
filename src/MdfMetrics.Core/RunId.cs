using System.Globalization;
using System.Text.RegularExpressions;

namespace MdfMetrics;

/// <summary>
/// Run ids: <c>run_{yyyyMMdd}_{HHmmss}_{8 hex}</c> in UTC, or the caller's own. Ids that are equal without regard to
/// case and to one leading <c>run_</c> name the same run.
/// </summary>
public static partial class RunId
{
    /// <summary>What generated ids begin with, and the names of what belongs to one run.</summary>
    internal const string Prefix = "run_";

    private const string TimeFormat = "yyyyMMdd_HHmmss";

    private static readonly TimeSpan s_slack = TimeSpan.FromDays(1);

    /// <summary>How far the start of a run may lie from the time in an id of the generated form.</summary>
    internal static TimeSpan Slack => s_slack;

    /// <summary>A new id for a run that starts now.</summary>
    public static string New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        string time = clock.GetUtcNow().UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        // Random digits without RandomNumberGenerator, whose first use on Linux loads OpenSSL.
        return $"{Prefix}{time}_{Guid.NewGuid().ToString("N")[..8]}";
    }

    /// <summary>Refuses an id that cannot be the name of a file on every platform.</summary>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidRunId"/></exception>
    public static void Validate(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (Problem(id) is { } reason)
        {
            throw Invalid(id, reason);
        }
    }

    /// <summary>Refuses an id that cannot be the name of a file on every platform, or whose time lies.</summary>
    /// <param name="startUtc">The start of the run, UTC.</param>
    /// <exception cref="MetricsException"><see cref="MetricsError.InvalidRunId"/></exception>
    public static void Validate(string id, DateTime startUtc)
    {
        Validate(id);
        if (TryGetTime(Key(id), out DateTime time) && (startUtc - time).Duration() > s_slack)
        {
            throw Invalid(
                id,
                Invariant($"its time is more than a day off the run's start, {startUtc:yyyy-MM-dd HH:mm:ss} UTC; ")
                + "choose an id of another form or correct the start");
        }
    }

    /// <summary>Whether an id can be the name of a file on every platform.</summary>
    public static bool IsValid(string id) => Problem(id) is null;

    /// <summary>The id without a leading <c>run_</c> of any case: what the files of the run are named by.</summary>
    public static string Key(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        ReadOnlySpan<char> key = Key(id.AsSpan());
        return key.Length == id.Length ? id : key.ToString();
    }

    /// <inheritdoc cref="Key(string)"/>
    internal static ReadOnlySpan<char> Key(ReadOnlySpan<char> id) =>
        id.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? id[Prefix.Length..] : id;

    /// <summary>The one spelling that all ids of a run have in common: equal texts are the same run.</summary>
    internal static string Canonical(string id) => Key(id).ToUpperInvariant();

    /// <summary>Whether two ids, in either spelling, name the same run.</summary>
    public static bool Same(string first, string second) =>
        Key(first).Equals(Key(second), StringComparison.OrdinalIgnoreCase);

    /// <summary>The time in a key of the generated form.</summary>
    /// <param name="key">The key, or a longer text of which it is all.</param>
    /// <param name="utc">The time, UTC.</param>
    public static bool TryGetTime(ReadOnlySpan<char> key, out DateTime utc)
    {
        utc = default;
        return key.Length == TimeFormat.Length + 9
            && key[TimeFormat.Length] == '_'
            && IsHexadecimal(key[(TimeFormat.Length + 1)..])
            && DateTime.TryParseExact(
                key[..TimeFormat.Length],
                TimeFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out utc);
    }

    /// <summary>Why an id can't be the name of a file on every platform; null where it can.</summary>
    private static string? Problem(string id) =>
        !WellFormed().IsMatch(id) || Key(id).Length == 0
            ? "use 1 to 128 letters, digits, '.', '_' and '-', not starting with '.', '_' or '-', "
                + $"not ending with '.', and more than '{Prefix}'"
        : DeviceName().IsMatch(id) || DeviceName().IsMatch(Key(id))
            ? "it is the name of a device on Windows; choose another"
        : null;

    private static bool IsHexadecimal(ReadOnlySpan<char> text)
    {
        foreach (char digit in text)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        return true;
    }

    private static MetricsException Invalid(string id, string reason)
    {
        string shown = id.Length <= 200 ? id : $"{id.AsSpan(0, 200)}… ({id.Length} characters)";
        return new MetricsException(MetricsError.InvalidRunId, $"'{shown}' is no run id: {reason}.", id);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WellFormed();

    [GeneratedRegex(
        @"\A(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\.|\z)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DeviceName();
}
