using System.Collections;
using System.Collections.Specialized;
using System.Globalization;

namespace MdfMetrics;

/// <summary>A number of several workers as one. Whole numbers stay whole as long as their sum fits.</summary>
/// <param name="Min">The smallest: a long or a double, as the sum.</param>
/// <param name="Count">How many have it.</param>
internal sealed record NumberSummary(object Min, object Max, object Sum, long Count)
{
    /// <summary>The summary of one number, or one that was written as JSON; null for anything else.</summary>
    public static NumberSummary? TryOf(object? value) => value switch
    {
        IDictionary { Count: 4 } written when written["count"] is long count and > 0
            && IsNumber(written["min"]) && IsNumber(written["max"]) && IsNumber(written["sum"]) =>
            new NumberSummary(written["min"]!, written["max"]!, written["sum"]!, count),
        _ when IsNumber(value) => new NumberSummary(value!, value!, value!, 1),
        _ => null,
    };

    public NumberSummary Plus(NumberSummary other)
    {
        double sum = Real(Sum) + Real(other.Sum);
        return new NumberSummary(
            IsLess(other.Min, Min) ? other.Min : Min,
            IsLess(Max, other.Max) ? other.Max : Max,
            Sum is long a && other.Sum is long b && Math.Abs(sum) < long.MaxValue ? a + b : (object)sum,
            SaturatingMath.Add(Count, other.Count));
    }

    /// <summary>What is written as JSON.</summary>
    public OrderedDictionary ToDictionary() => new()
    {
        ["min"] = Min,
        ["max"] = Max,
        ["sum"] = Sum,
        ["count"] = Count,
    };

    private static bool IsNumber(object? value) => value is long || (value is double number && double.IsFinite(number));

    private static bool IsLess(object a, object b) => a is long x && b is long y ? x < y : Real(a) < Real(b);

    private static double Real(object number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);
}
