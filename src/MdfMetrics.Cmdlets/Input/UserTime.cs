using System.Management.Automation;

namespace MdfMetrics.Cmdlets.Input;

/// <summary>Moments and lengths of time as users type them.</summary>
internal static class UserTime
{
    /// <summary>The moment, UTC; null where none is given.</summary>
    /// <exception cref="MetricsException">InvalidDuration.</exception>
    public static DateTime? Utc(object? given) =>
        given is null ? null : Moment.ParseUtc(AsTyped(given), TimeProvider.System);

    /// <summary>The moment a length of time before now, UTC.</summary>
    /// <exception cref="MetricsException">InvalidDuration.</exception>
    public static DateTime UtcBack(object length) => Moment.Back(Length(length), TimeProvider.System);

    /// <summary>A length of time.</summary>
    /// <exception cref="MetricsException">InvalidDuration.</exception>
    public static TimeSpan Length(object length) => Duration.Parse(AsTyped(length));

    /// <summary>
    /// To PowerShell an unquoted 7d is the decimal number 7, but it keeps what was typed: of a number that text is
    /// taken, so that 7d is seven days and a bare 7 still is none.
    /// </summary>
    private static object AsTyped(object given) => given switch
    {
        PSObject { BaseObject: DateTime or DateTimeOffset or TimeSpan or string } wrapped => wrapped.BaseObject,
        PSObject wrapped => LanguagePrimitives.ConvertTo<string>(wrapped),
        _ => given,
    };
}
