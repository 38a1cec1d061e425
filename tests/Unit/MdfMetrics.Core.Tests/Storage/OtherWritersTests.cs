using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Maintenance;

namespace MdfMetrics.Tests.Storage;

/// <summary>Files of other engines: types that hold the same values, columns that are missing or more.</summary>
public sealed class OtherWritersTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public static TheoryData<string> Moments() =>
    [
        "TIMESTAMP '2026-01-24 12:34:56.789'",
        "TIMESTAMP_MS '2026-01-24 12:34:56.789'",
        "TIMESTAMP_NS '2026-01-24 12:34:56.789'",
        "TIMESTAMPTZ '2026-01-24 12:34:56.789+00'",
        "TIMESTAMPTZ '2026-01-24 07:34:56.789-05'",
    ];

    public static TheoryData<string, long> Integers() => new()
    {
        { "7::INTEGER", 7 },
        { "7::SMALLINT", 7 },
        { "7::UTINYINT", 7 },
        { "4000000000::UINTEGER", 4_000_000_000 },
        { "7::UBIGINT", 7 },
        { "7::FLOAT", 7 },
        { "-9007199254740992::DOUBLE", -9_007_199_254_740_992 },
        { "9223372036854775807::BIGINT", long.MaxValue },
        { "NULL::BIGINT", 0 },
    };

    public static TheoryData<string, string> Misfits() => new()
    {
        { "'7' AS num_stages", "num_stages" },
        { "7 AS config", "config" },
        { "'2026-01-24' AS start_time", "start_time" },
        { "true AS total_errors", "total_errors" },
        { "['a'] AS host", "host" },
        { "{'a': 1} AS config", "config" },
        { "1769258096789::BIGINT AS start_time", "start_time" },
    };

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Moments))]
    public void ReadRuns_TimestampOfAnyKind_IsTheMoment(string literal) =>
        Assert.Equal(Sample.Start, Read($"{literal} AS start_time").StartUtc);

    [Theory]
    [MemberData(nameof(Moments))]
    public void ReadRuns_TimestampOfAnyKindInPagesOfVersion2_IsTheMoment(string literal) =>
        Assert.Equal(Sample.Start, Read($"{literal} AS start_time", ", PARQUET_VERSION v2").StartUtc);

    [Theory]
    [InlineData("TIMESTAMP '294000-01-01'")]
    [InlineData("TIMESTAMP '4000-01-01 (BC)'")]
    [InlineData("TIMESTAMP 'infinity'")]
    [InlineData("TIMESTAMP_MS '-infinity'")]
    public void ReadRuns_MomentThatNoClockShows_CostsThatValueAlone(string literal)
    {
        RunMetrics run = Read($"{literal} AS end_time, 'x' AS host");

        Assert.Null(run.end_time);
        Assert.Equal("x", run.host);
    }

    [Theory]
    [InlineData("'A' AS RUN_ID, 'x' AS HOST, 'y' AS Host2")]
    [InlineData("'A' AS run_id, 'x' AS host, {'deep': [{'deeper': 1}]} AS note, MAP {'a': [1]} AS notes")]
    [InlineData("'A' AS run_id, 'x' AS host, NULL::BOOLEAN AS error, NULL::INT AS config, NULL::VARCHAR AS duration")]
    public void ReadRuns_OddColumns_AreRead(string columns)
    {
        Write($"SELECT {columns}", "a");

        RunMetrics run = Assert.Single(_store.Runs());

        Assert.Equal(("A", "x", null, null), (run.run_id, run.host, run.error, run.config));
    }

    [Theory]
    [InlineData("7::DECIMAL(18, 0)", "1.5::DECIMAL(4, 2)")]
    [InlineData("7.00::DECIMAL(4, 2)", "1.5::DECIMAL(38, 10)")]
    [InlineData("7.0000::DECIMAL(30, 4)", "1.5::DECIMAL(9, 1)")]
    public void ReadRuns_Decimals_AreTheNumbers(string count, string duration)
    {
        RunMetrics run = Read($"{count} AS num_stages, {duration} AS duration");

        Assert.Equal((7, 1.5), (run.num_stages, run.duration));
    }

    [Theory]
    [MemberData(nameof(Integers))]
    public void ReadRuns_IntegerOfAnyType_IsTheValue(string literal, long expected) =>
        Assert.Equal(expected, Read($"{literal} AS num_stages").num_stages);

    [Fact]
    public void ReadRuns_IntegerForFloat_IsTheValue() => Assert.Equal(90.0, Read("90::INTEGER AS duration").duration);

    [Fact]
    public void ReadRuns_MissingColumns_AreNullAndUnknownOnesIgnored()
    {
        RunMetrics run = Read("1 AS later_column, [1, 2] AS later_list, {'a': 1} AS later_struct");

        Assert.Equal(RunStatus.Completed, run.status);
        Assert.Equal(double.NaN, run.duration);
        Assert.Equal(double.NaN, run.avg_throughput);
        Assert.Equal(0, run.total_errors);
        Assert.Null(run.config);
        Assert.Null(run.end_time);
    }

    [Fact]
    public void ReadRuns_ManyRowsAndRowGroups_AllComeInOrder()
    {
        Write(
            """
            SELECT 'own-' || lpad(i::VARCHAR, 6, '0') AS run_id,
                   TIMESTAMP '2026-01-01' + INTERVAL 1 SECOND * i AS start_time,
                   CASE WHEN i % 3 = 0 THEN NULL ELSE i END AS total_errors, 'failed' AS status
            FROM range(10000) t(i)
            """,
            "part-0",
            ", ROW_GROUP_SIZE 2048");

        List<RunMetrics> runs = _store.Runs();

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"own-{i:d6}"), runs.Select(run => run.run_id));
        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(i => i % 3 == 0 ? 0L : i),
            runs.Select(run => run.total_errors));
        Assert.All(runs, run => Assert.Equal("failed", run.status));
    }

    [Theory]
    [InlineData("SNAPPY")]
    [InlineData("ZSTD")]
    [InlineData("GZIP")]
    [InlineData("UNCOMPRESSED")]
    public void ReadRuns_AnyCompression_IsRead(string codec)
    {
        Write("SELECT 'a' AS run_id, 'x' AS host", "a", $", COMPRESSION {codec}");

        Assert.Equal("x", Assert.Single(_store.Runs()).host);
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void ReadRuns_ValueThatDoesNotFit_IsUnsupportedAndNamesTheColumn(string columns, string column)
    {
        Write($"SELECT 'a' AS run_id, {columns}", "a");
        var errors = new List<MetricsException>();

        Assert.Empty(_store.Runs(errors: errors));

        MetricsException error = Assert.Single(errors);
        Assert.Equal(MetricsError.FileUnsupported, error.Error);
        Assert.Contains($"column {column} ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.5::DOUBLE AS total_errors", "total_errors holds 7.5, which is no 64-bit integer")]
    [InlineData("18446744073709551615::UBIGINT AS total_errors", "holds 18446744073709551615")]
    [InlineData("'infinity'::DOUBLE AS total_errors", "which is no 64-bit integer")]
    [InlineData("1.25::DECIMAL(4, 2) AS total_errors", "holds 1.25")]
    [InlineData("9007199254740993::BIGINT AS duration", "holds 9007199254740993, which no floating-point number equals")]
    [InlineData("TIMESTAMP '10000-01-01' AS end_time", "which is before the year 1 or after 9999")]
    public void ReadRuns_ValueThatCannotBeHeld_IsMissingAloneAndTheFileIsLeftAsItIs(string column, string reason)
    {
        RunMetrics run = Read($"TIMESTAMP '2026-01-24' AS start_time, 'x' AS host, {column}");
        byte[] before = File.ReadAllBytes(run.path!);
        var warnings = new List<MetricsException>();

        StoreOptimization done = _store.Compact(onWarning: warnings.Add);
        StoreFinding[] findings = [.. _store.Check().Where(found => found.kind != FindingKind.NullValue)];

        Assert.Equal(("x", 0, null), (run.host, run.total_errors, run.end_time));
        Assert.Equal(OptimizationStatus.Unchanged, done.status);
        Assert.Equal(before, File.ReadAllBytes(run.path!));
        Assert.Contains(reason, Assert.Single(warnings).Message, StringComparison.Ordinal);
        StoreFinding finding = Assert.Single(findings);
        Assert.Equal(FindingKind.UnsupportedFile, finding.kind);
        Assert.Contains(reason, finding.message, StringComparison.Ordinal);
        Assert.Empty(_store.Repair());
    }

    [Fact]
    public void ReadRuns_FileWithoutRunIds_IsCorrupt()
    {
        Write("SELECT 1 AS x", "a");
        var errors = new List<MetricsException>();

        Assert.Empty(_store.Runs(errors: errors));

        Assert.Contains("run_id", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    private RunMetrics Read(string columns, string options = "")
    {
        Write($"SELECT 'a' AS run_id, {columns}", "a", options);
        return Assert.Single(_store.Runs());
    }

    private void Write(string select, string name, string options = "")
    {
        Directory.CreateDirectory(_store.At("runs"));
        using var database = new DuckDb();
        database.Execute($"COPY ({select}) TO '{_store.At($"runs/{name}.parquet")}' (FORMAT PARQUET{options})");
    }
}
