using MdfMetrics.Records;

namespace MdfMetrics.Tests.ParquetFiles;

/// <summary>
/// Gives columns values of any kind: some columns have none at all, others only zeros, others whatever there is.
/// </summary>
internal sealed class AnyColumns(Random random) : IColumnReader
{
    private static readonly double[] s_doubles =
        [0, -0.0, 1, -1, 0.1, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, double.NaN];

    private static readonly long[] s_integers = [0, 1, -1, long.MaxValue, long.MinValue, int.MaxValue, 1L << 32];

    private readonly Dictionary<string, int> _moods = [];

    public string? GetString(string column) => IsNull(column) ? null : $"{column} {random.Next(5)} ～😀";

    public long? GetInt64(string column) => IsNull(column) ? null
        : Mood(column) == 1 ? 0
        : random.Next(3) == 0 ? s_integers[random.Next(s_integers.Length)]
        : random.Next(-1000, 1000);

    public double? GetDouble(string column) => IsNull(column) ? null
        : Mood(column) == 1 ? s_doubles[random.Next(2)]
        : Mood(column) == 2 ? random.NextDouble()
        : Mood(column) == 3 ? -random.NextDouble() * random.Next(2)
        : s_doubles[random.Next(s_doubles.Length)];

    public DateTime? GetDateTime(string column) => IsNull(column) ? null
        : new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc);

    public JsonMap? GetJson(string column) => IsNull(column) ? null : JsonMap.FromJson("""{"a":1}""");

    private bool IsNull(string column) => Mood(column) switch
    {
        0 => true,
        1 or 2 => false,
        _ => random.Next(3) == 0,
    };

    private int Mood(string column) =>
        _moods.TryGetValue(column, out int mood) ? mood : _moods[column] = random.Next(6);
}
