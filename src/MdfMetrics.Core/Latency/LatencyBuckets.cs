namespace MdfMetrics.Latency;

/// <summary>
/// The arithmetic of base-2 logarithmic buckets. At scale s there are 2^s buckets in each power of two; bucket i holds
/// (2^((i-1)/2^s), 2^(i/2^s)] seconds, the numbering of Prometheus native histograms. Every bound is rounded down to a
/// double, so that a value lies in a bucket exactly when LowerBound &lt; value &lt;= UpperBound.
/// </summary>
public static class LatencyBuckets
{
    /// <summary>The finest scale, and the one of all realistic content: 32 buckets in a power of two.</summary>
    public const int FinestScale = 5;

    /// <summary>The coarsest scale: the whole range of double in 262 buckets.</summary>
    public const int CoarsestScale = -3;

    internal const int BucketsInOctave = 1 << FinestScale;

    private const int MantissaBits = 52;
    private const int ExponentBias = 1023;
    private const int InfiniteExponent = 2047;
    private const long ImpliedBit = 1L << MantissaBits;
    private const int StepBits = 6;

    // Mantissa bits of 2^(k/32) rounded down, and those of 2. Literals, because Math.Pow differs between platforms in
    // the last bit, and buckets of different machines are merged.
    private static readonly long[] s_mantissas =
    [
        0x0_0000_0000_0000, 0x0_59B0_D315_8574, 0x0_B558_6CF9_890F, 0x1_1301_D012_5B50,
        0x1_72B8_3C7D_517A, 0x1_D487_3168_B9AA, 0x2_387A_6E75_6238, 0x2_9E9D_F51F_DEE1,
        0x3_06FE_0A31_B715, 0x3_71A7_373A_A9CA, 0x3_DEA6_4C12_3422, 0x4_4E08_6061_892D,
        0x4_BFDA_D536_2A27, 0x5_342B_569D_4F81, 0x5_AB07_DD48_5429, 0x6_247E_B03A_5584,
        0x6_A09E_667F_3BCC, 0x7_1F75_E8EC_5F73, 0x7_A114_73EB_0186, 0x8_2589_994C_CE12,
        0x8_ACE5_422A_A0DB, 0x9_3737_B0CD_C5E4, 0x9_C491_82A3_F090, 0xA_5503_B23E_255C,
        0xA_E89F_995A_D3AD, 0xB_7F76_F2FB_5E46, 0xC_199B_DD85_529C, 0xC_B720_DCEF_9069,
        0xD_5818_DCFB_A487, 0xD_FC97_337B_9B5E, 0xE_A4AF_A2A4_90D9, 0xF_5076_5B6E_4540,
        ImpliedBit,
    ];

    // For each 1/64 of an octave the first bucket it touches. A bucket is wider than that: there is at most one more.
    private static readonly byte[] s_firstBuckets = FirstBuckets();

    /// <summary>The bucket that holds a latency.</summary>
    /// <param name="seconds">A positive, finite number.</param>
    /// <param name="scale">From <see cref="CoarsestScale"/> to <see cref="FinestScale"/>.</param>
    public static int Index(double seconds, int scale = FinestScale) =>
        Coarsen(FinestIndex(seconds), FinestScale - scale);

    /// <summary>The largest value of a bucket, in seconds; at most the largest double.</summary>
    public static double UpperBound(int index, int scale = FinestScale)
    {
        long finest = (long)index << (FinestScale - scale);
        long exponent = (finest >> FinestScale) + ExponentBias;
        long mantissa = s_mantissas[finest & (BucketsInOctave - 1)];
        if (exponent >= InfiniteExponent)
        {
            return double.MaxValue;
        }

        return exponent > 0
            ? BitConverter.Int64BitsToDouble((exponent << MantissaBits) | mantissa)
            : Subnormal(ImpliedBit | mantissa, 1 - exponent);
    }

    /// <summary>The bound that a bucket's values lie above, in seconds: the upper bound of the bucket below.</summary>
    public static double LowerBound(int index, int scale = FinestScale) => UpperBound(index - 1, scale);

    /// <summary>
    /// The value that stands for a bucket, 2·lower·upper / (lower + upper): no value of the bucket is relatively
    /// further away than (2^(1/2^scale) - 1) / (2^(1/2^scale) + 1), 1.1 % at scale 5.
    /// </summary>
    public static double Midpoint(int index, int scale = FinestScale)
    {
        double lower = LowerBound(index, scale);
        double upper = UpperBound(index, scale);
        return upper > 0 ? lower * (2 / (1 + (lower / upper))) : 0;
    }

    /// <summary>The bucket that a bucket becomes part of when the scale goes down by so many steps.</summary>
    internal static int Coarsen(int index, int steps) => (index + (1 << steps) - 1) >> steps;

    /// <summary>Whether some double lies in the bucket, so that sums with the index can't overflow.</summary>
    internal static bool IsPossible(int index, int scale) =>
        index >= Index(double.Epsilon, scale) && index <= Index(double.MaxValue, scale);

    private static int FinestIndex(double seconds)
    {
        long bits = BitConverter.DoubleToInt64Bits(seconds);
        int exponent = (int)(bits >> MantissaBits);
        if ((uint)(exponent - 1) >= InfiniteExponent - 1)
        {
            return SubnormalIndex(seconds);
        }

        long mantissa = bits & (ImpliedBit - 1);
        int bucket = s_firstBuckets[mantissa >> (MantissaBits - StepBits)];
        int next = mantissa > s_mantissas[bucket] ? 1 : 0;
        return ((exponent - ExponentBias) << FinestScale) + bucket + next;
    }

    private static int SubnormalIndex(double seconds)
    {
        if (!(seconds > 0 && double.IsFinite(seconds)))
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "Give a positive, finite number.");
        }

        const int Octaves = 64;
        return FinestIndex(seconds * (1UL << (Octaves - 1)) * 2) - (Octaves * BucketsInOctave);
    }

    private static double Subnormal(long mantissa, long shift) =>
        shift > MantissaBits ? 0 : BitConverter.Int64BitsToDouble(mantissa >> (int)shift);

    private static byte[] FirstBuckets()
    {
        var buckets = new byte[1 << StepBits];
        for (int step = 0; step < buckets.Length; step++)
        {
            long mantissa = (long)step << (MantissaBits - StepBits);
            buckets[step] = (byte)Array.FindIndex(s_mantissas, bound => mantissa <= bound);
        }

        return buckets;
    }
}
