namespace MdfMetrics.Comparison;

/// <summary>
/// Quantiles of the standard normal distribution by P. J. Acklam's rational approximation ("An algorithm for computing
/// the inverse normal cumulative distribution function", 2003): relative error below 1.15e-9.
/// </summary>
internal static class NormalQuantile
{
    private const double Low = 0.02425;

    /// <summary>The value that a standard normal variable exceeds with a probability.</summary>
    /// <param name="p">Above 0, at most 0.5.</param>
    public static double Upper(double p)
    {
        if (p < Low)
        {
            double q = Math.Sqrt(-2 * Math.Log(p));
            return -((((((((((-7.784894002430293e-03 * q) - 3.223964580411365e-01) * q) - 2.400758277161838) * q)
                - 2.549732539343734) * q) + 4.374664141464968) * q) + 2.938163982698783)
                / ((((((((7.784695709041462e-03 * q) + 3.224671290700398e-01) * q) + 2.445134137142996) * q)
                + 3.754408661907416) * q) + 1);
        }

        double t = 0.5 - p;
        double r = t * t;
        return ((((((((((-3.969683028665376e+01 * r) + 2.209460984245205e+02) * r) - 2.759285104469687e+02) * r)
            + 1.383577518672690e+02) * r) - 3.066479806614716e+01) * r) + 2.506628277459239) * t
            / ((((((((((-5.447609879822406e+01 * r) + 1.615858368580409e+02) * r) - 1.556989798598866e+02) * r)
            + 6.680131188771972e+01) * r) - 1.328068155288572e+01) * r) + 1);
    }
}
