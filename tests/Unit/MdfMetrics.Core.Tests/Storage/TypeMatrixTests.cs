using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>
/// Every type that DuckDB writes, with its extremes, where a count, a number, a moment or a text belongs: what DuckDB
/// itself makes of each value, NULL where no such value can be held, or the file refused. Never wrong, never damage.
/// </summary>
public sealed class TypeMatrixTests : IDisposable
{
    private static readonly string[] s_numbers =
    [
        "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT",
        "FLOAT", "DOUBLE", "DECIMAL(4, 1)", "DECIMAL(9, 3)", "DECIMAL(18, 0)", "DECIMAL(18, 6)", "DECIMAL(38, 10)",
    ];

    private static readonly string[] s_moments =
        ["TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMPTZ", "DATE"];

    private static readonly string[] s_texts = ["VARCHAR", "BLOB", "JSON", "UUID", "ENUM('éb', 'éab', '漢😀')"];

    private static readonly string[] s_others =
        ["BOOLEAN", "TIME", "INTERVAL", "BIGINT[]", "STRUCT(a BIGINT)", "MAP(VARCHAR, BIGINT)"];

    private static readonly string[] s_values =
    [
        "0", "1", "-1", "100", "255", "-128", "0.5", "-0.001", "32767", "65535", "2147483647", "-2147483648",
        "4294967295", "9007199254740992", "9007199254740993", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "18446744073709551615", "1e18", "1e19", "1e300", "-1e300", "5e-324", "nan", "inf",
        "-inf", "1970-01-01", "1969-12-31 23:59:59.999", "0001-01-01", "9999-12-31 23:59:59.999", "10000-01-01",
        "1677-09-22", "2262-04-11 23:47:16.854", "2026-03-08 02:30:00.123", "294000-01-01", "4000-01-01 (BC)",
        "infinity", "-infinity", "éb", "éab", "漢😀", @"\xC3\xA9b", "", "true", "01:02:03", "1 day", "[1, 2]",
        "{\"a\": 1}", "{a=1}", "123e4567-e89b-12d3-a456-426614174000",
    ];

    private readonly TemporaryStore _store = new();
    private readonly DuckDb _database = new();

    public static TheoryData<string, string> Cells()
    {
        var cells = new TheoryData<string, string>();
        foreach (string type in s_numbers.Concat(s_moments).Concat(s_texts).Concat(s_others))
        {
            cells.Add(type, "");
            cells.Add(type, ", PARQUET_VERSION v2, COMPRESSION zstd");
        }

        return cells;
    }

    public void Dispose()
    {
        _database.Dispose();
        _store.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void ReadRuns_CountOfAnyType_IsTheValueOrNone(string type, string options) => Check(
        type,
        options,
        "total_errors",
        s_numbers,
        "CASE WHEN x::DOUBLE = floor(x::DOUBLE) AND isfinite(x::DOUBLE) AND x = TRY_CAST(x AS BIGINT) "
            + "THEN TRY_CAST(x AS BIGINT) ELSE 0 END",
        run => run.total_errors);

    [Theory]
    [MemberData(nameof(Cells))]
    public void ReadRuns_NumberOfAnyType_IsTheNearestOrNone(string type, string options) => Check(
        type,
        options,
        "duration",
        s_numbers,
        "CASE WHEN isfinite(x::DOUBLE) THEN x::DOUBLE END",
        run => double.IsNaN(run.duration) ? null : run.duration);

    [Theory]
    [MemberData(nameof(Cells))]
    public void ReadRuns_MomentOfAnyType_IsTheMomentOrNone(string type, string options) => Check(
        type,
        options,
        "end_time",
        s_moments,
        "CASE WHEN isfinite(x) AND year(x::TIMESTAMP) BETWEEN 1 AND 9999 THEN epoch_ms(x::TIMESTAMP) END",
        run => run.EndUtc is { } end
            ? (end - DateTime.MinValue).Ticks / TimeSpan.TicksPerMillisecond - 62_135_596_800_000
            : null);

    [Theory]
    [MemberData(nameof(Cells))]
    public void ReadRuns_TextOfAnyType_IsTheText(string type, string options) => Check(
        type,
        options,
        "host",
        s_texts,
        type == "BLOB" ? "decode(x)" : "x::VARCHAR",
        run => run.host);

    /// <summary>Writes all values that a type takes, each as a run's, in a file with a column of the type.</summary>
    private void Check(
        string type,
        string options,
        string column,
        string[] fitting,
        string expected,
        Func<RunMetrics, object?> found)
    {
        _database.Execute("SET TimeZone = 'America/New_York'");

        // DuckDB itself can't write these.
        IEnumerable<string> values = s_values.Where(value => type switch
        {
            "TIMESTAMP_S" => !value.Contains("inf") && !value.Contains("294000"),
            "INTERVAL" => !value.StartsWith('-'),
            _ => true,
        });
        _database.Execute(
            $"""
            CREATE TABLE cells AS
            SELECT printf('r-%03d', row_number() OVER ()) AS run_id, x
            FROM (SELECT NULL::{type} AS x UNION ALL SELECT unnest([
                {string.Join(", ", values.Select(value => $"TRY_CAST('{value}' AS {type})"))}]))
            """);
        Directory.CreateDirectory(_store.At("runs"));
        string path = _store.At("runs/cells.parquet");
        _database.Execute(
            $"""
            COPY (SELECT run_id, TIMESTAMP_MS '2026-01-24 00:00:00' AS start_time, 'completed' AS status, x AS {column}
                  FROM cells ORDER BY run_id)
            TO '{path}' (FORMAT PARQUET{options})
            """);
        byte[] before = File.ReadAllBytes(path);
        var errors = new List<MetricsException>();

        List<RunMetrics> runs = _store.Runs(errors: errors);

        Assert.DoesNotContain(_store.Check(), finding => finding.kind is FindingKind.TornFile or FindingKind.ForeignFile);
        if (!fitting.Contains(type))
        {
            bool hasValues = !"0".Equals(_database.Single("SELECT count(x)::VARCHAR FROM cells"));
            Assert.Equal(hasValues, runs.Count == 0);
            Assert.All(errors, error => Assert.Equal(MetricsError.FileUnsupported, error.Error));
            Assert.All(errors, error => Assert.Contains($"column {column} ", error.Message, StringComparison.Ordinal));
            return;
        }

        Assert.Empty(errors);
        _database.Execute("SET TimeZone = 'UTC'");
        object?[] right = [.. _database
            .Query($"SELECT {expected} FROM (SELECT run_id, {column} AS x FROM '{path}') ORDER BY run_id")
            .Select(row => row[0])];
        Assert.Equal(right, runs.OrderBy(run => run.run_id, StringComparer.Ordinal).Select(found));

        _store.Compact(onWarning: static _ => { });

        Assert.Equal(
            right,
            _store.Runs().OrderBy(run => run.run_id, StringComparer.Ordinal).Select(found));
        if (File.Exists(path))
        {
            Assert.Equal(before, File.ReadAllBytes(path));
        }
    }
}
