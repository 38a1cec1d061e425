namespace MdfMetrics.Comparison;

/// <summary>
/// Quantiles of Student's t distribution by G. W. Hill, "Algorithm 396: Student's t-quantiles", CACM 13 (1970) 619:
/// good to about six digits for two degrees of freedom and more.
/// </summary>
internal static class StudentQuantile
{
    /// <summary>The value that |t| exceeds with a probability.</summary>
    /// <param name="p">The probability of both tails, above 0 and below 1.</param>
    /// <param name="degrees">Degrees of freedom, at least 2.</param>
    public static double TwoSided(double p, int degrees)
    {
        double n = degrees;
        if (degrees == 2)
        {
            return Math.Sqrt((2 / (p * (2 - p))) - 2);
        }

        double a = 1 / (n - 0.5);
        double b = 48 / (a * a);
        double c = (((((20700 * a / b) - 98) * a) - 16) * a) + 96.36;
        double d = ((((94.5 / (b + c)) - 3) / b) + 1) * Math.Sqrt(a * Math.PI / 2) * n;
        double y = Math.Pow(d * p, 2 / n);
        if (y > 0.05 + a)
        {
            double x = -NormalQuantile.Upper(p / 2);
            y = x * x;
            if (degrees < 5)
            {
                c += 0.3 * (n - 4.5) * (x + 0.6);
            }

            c = (((((((0.05 * d * x) - 5) * x) - 7) * x) - 2) * x) + b + c;
            y = ((((((((((0.4 * y) + 6.3) * y) + 36) * y) + 94.5) / c) - y - 3) / b) + 1) * x;
            y = Math.Exp(a * y * y) - 1;
        }
        else
        {
            y = ((((1 / (((((n + 6) / (n * y)) - (0.089 * d) - 0.822) * (n + 2)) * 3)) + (0.5 / (n + 4))) * y - 1)
                * (n + 1) / (n + 2)) + (1 / y);
        }

        return Math.Sqrt(n * y);
    }
}
