namespace MdfMetrics.Comparison;

/// <summary>The scale on which a figure is judged: noise is as wide there at small figures as at large ones.</summary>
/// <param name="To">A figure on the scale.</param>
/// <param name="From">The figure again.</param>
/// <param name="Distance">How far two places on the scale are apart, as a person reads it.</param>
internal sealed record Scale(Func<double, double> To, Func<double, double> From, Func<double, double, string> Distance)
{
    /// <summary>Logarithms, for times, rates and counts: twice as much is as far as half as much.</summary>
    public static readonly Scale Ratio = new(Math.Log, Math.Exp, Times);

    /// <summary>Logarithms of odds, for percentages of records: from 99 to 98 is as far as from 1 to 2.</summary>
    public static readonly Scale Odds = new(percent => Math.Log(percent / (100 - percent)), Percent, Points);

    private static double Percent(double odds) => 100 / (1 + Math.Exp(-odds));

    private static string Times(double one, double other) => Math.Exp(Math.Abs(one - other)) switch
    {
        < 10 and var factor => Invariant($"{factor:0.00}x"),
        < 1e9 and var factor => Invariant($"{factor:#,0}x"),
        var factor => Invariant($"{factor:G3}x"),
    };

    private static string Points(double one, double other) => Math.Abs(Percent(one) - Percent(other)) switch
    {
        < 0.1 and var points => Invariant($"{points:G2} points"),
        var points => Invariant($"{points:0.0} points"),
    };
}
