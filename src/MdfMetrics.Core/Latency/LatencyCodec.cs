namespace MdfMetrics.Latency;

/// <summary>
/// Distributions as base64 text. The bytes: version 1; form (bit 0: raw values, bit 1: batch means). Then raw values as
/// doubles to the end; or scale, zero count, min and max as doubles, and to the end pairs of an index (as the distance
/// to the one before, the first from 0) and a count. No length is stored, so none can lie.
/// </summary>
internal static class LatencyCodec
{
    private const int Version = 1;
    private const int RawForm = 1;
    private const int BatchForm = 2;

    // Above any text of ours: at most 3,072 buckets, and those take 2 to 4 bytes each.
    private const int LongestText = 1 << 16;

    public static string Encode(LatencyDistribution distribution)
    {
        var writer = new VarintWriter();
        bool raw = distribution.Values is not null;
        bool batches = distribution.Method == LatencyMethod.BatchMean;
        writer.Unsigned(Version);
        writer.Unsigned((raw ? RawForm : 0) | (batches ? BatchForm : 0));
        if (raw)
        {
            Array.ForEach(distribution.Values!, writer.Double);
        }
        else
        {
            WriteBuckets(writer, distribution);
        }

        return Convert.ToBase64String(writer.Written);
    }

    public static LatencyDistribution Decode(string text)
    {
        if (text.Length > LongestText)
        {
            throw LatencyHistogram.Invalid($"it has {text.Length} characters");
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length))
        {
            throw LatencyHistogram.Invalid("it is not base64");
        }

        var reader = new VarintReader(bytes.AsSpan(0, length));
        long version = reader.Unsigned();
        if (version != Version)
        {
            throw LatencyHistogram.Invalid($"its version is {version}, not {Version}");
        }

        long form = reader.Unsigned();
        if (form > (RawForm | BatchForm))
        {
            throw LatencyHistogram.Invalid($"its form is {form}");
        }

        bool batches = (form & BatchForm) != 0;
        return (form & RawForm) != 0 ? ReadValues(reader, batches) : ReadBuckets(reader, batches);
    }

    private static void WriteBuckets(VarintWriter writer, LatencyDistribution distribution)
    {
        LatencyHistogram histogram = distribution.Histogram;
        writer.Signed(histogram.Scale);
        writer.Unsigned(histogram.ZeroCount);
        writer.Double(distribution.Min);
        writer.Double(distribution.Max);
        int previous = 0;
        for (int i = 0; i < histogram.Indexes.Length; i++)
        {
            writer.Signed(histogram.Indexes[i] - previous);
            writer.Unsigned(histogram.Counts[i]);
            previous = histogram.Indexes[i];
        }
    }

    private static LatencyDistribution ReadValues(VarintReader reader, bool batches)
    {
        var values = new List<double>();
        while (!reader.AtEnd)
        {
            double value = reader.Double();
            if (!(value >= 0 && double.IsFinite(value)) || values.Count == LatencyDistribution.MostValues)
            {
                throw LatencyHistogram.Invalid(Invariant($"its value {values.Count + 1} is {value}"));
            }

            values.Add(Math.Abs(value));
        }

        return LatencyDistribution.OfValues([.. values], batches);
    }

    private static LatencyDistribution ReadBuckets(VarintReader reader, bool batches)
    {
        int scale = reader.Signed();
        long zeroCount = reader.Unsigned();
        double min = reader.Double();
        double max = reader.Double();
        var indexes = new List<int>();
        var counts = new List<long>();
        int index = 0;
        while (!reader.AtEnd)
        {
            // Wrapping around would come out below the index before, which is refused.
            index = unchecked(index + reader.Signed());
            indexes.Add(index);
            counts.Add(reader.Unsigned());
        }

        LatencyHistogram histogram = LatencyHistogram.Checked(scale, zeroCount, [.. indexes], [.. counts]);
        return LatencyDistribution.WithRange(histogram, min, max, batches);
    }
}
