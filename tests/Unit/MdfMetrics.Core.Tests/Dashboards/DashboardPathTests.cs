using System.Globalization;
using System.Numerics;
using MdfMetrics.Dashboards;
using MdfMetrics.Dashboards.Bundles;
using MdfMetrics.Dashboards.Sql;
using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>Paths, names and ranges of time as users give them.</summary>
public sealed class DashboardPathTests
{
    [Theory]
    [InlineData("/data/metrics/", "/data/metrics")]
    [InlineData(@"C:\data\metrics", "C:/data/metrics")]
    [InlineData("d:/data", "d:/data")]
    [InlineData(@"\\server\share\metrics", "//server/share/metrics")]
    public void From_AnAbsolutePath_HasForwardSlashes(string path, string expected) =>
        Assert.Equal(expected, ServerPath.From(path));

    [Theory]
    [InlineData("metrics")]
    [InlineData("./metrics")]
    [InlineData("C:metrics")]
    [InlineData("s3://bucket/metrics")]
    [InlineData("/data/*")]
    [InlineData("/data/a?")]
    [InlineData("/data/[a]")]
    [InlineData(@"/data/a\b")]
    public void From_WhatNoServerFinds_IsRefused(string path) => Assert.Equal(
        MetricsError.InvalidPath,
        Assert.Throws<MetricsException>(() => ServerPath.From(path)).Error);

    [Theory]
    [InlineData("it's")]
    [InlineData("a b")]
    [InlineData("é漢😀")]
    [InlineData("{{ x }} {%")]
    [InlineData("a;b --c")]
    [InlineData("100% \"x\"")]
    public void Store_OfAnyName_IsRead(string name)
    {
        using var parent = new TemporaryStore();
        string store = parent.At(name);
        new MetricsWriter(store, new WriterOptions()).WriteAll(Sample.Create().Run, [], []);
        using DuckDb database = new();
        var dashboard = new ExportedDashboard(store);

        Assert.Equal(1L, database.Single(dashboard.Query("n_runs").Sql()));
        database.Execute(new DashboardTexts(dashboard.Options).Views());
        Assert.Equal(1L, database.Single("SELECT COUNT(*) FROM mdf_runs"));
    }

    [Theory]
    [InlineData(null, 2000L, null)]
    [InlineData(null, 2001L, "DATEADD(DATETIME('now'), -30, day) : now")]
    [InlineData("1.00:00:00", 0L, "DATEADD(DATETIME('now'), -1, day) : now")]
    [InlineData("12:00:00", 5000L, "DATEADD(DATETIME('now'), -12, hour) : now")]
    [InlineData("1.12:00:00", 0L, "DATEADD(DATETIME('now'), -36, hour) : now")]
    [InlineData("00:00:30", 0L, "DATEADD(DATETIME('now'), -1, minute) : now")]
    public void Range_OfALengthOfTime_EndsNow(string? span, long runs, string? expected) => Assert.Equal(
        expected,
        SupersetTime.Range(span is null ? null : TimeSpan.Parse(span, CultureInfo.InvariantCulture), runs));

    [Fact]
    public void DatabaseName_OfALongPath_IsCutAndStaysItsOwn()
    {
        string one = Bundle.DatabaseName("/" + new string('a', 300) + "/1");
        string other = Bundle.DatabaseName("/" + new string('a', 300) + "/2");

        Assert.Equal((200, 200), (one.Length, other.Length));
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Views_OfAMixedStore_HaveEachRowOnce()
    {
        using var store = new TemporaryStore();
        DashboardStores.All["mixed"](store);
        using DuckDb database = new();

        database.Execute(new DashboardTexts(new ExportedDashboard(store.Path).Options).Views());

        Assert.Equal(6L, database.Single("SELECT COUNT(*) FROM runs"));
        Assert.Equal(48L, database.Single("SELECT COUNT(*) FROM mdf_operators"));
        Assert.Equal(48L * 150, (long)(BigInteger)database.Single(
            "SELECT SUM(count) FROM histogram_buckets WHERE bucket_lower < bucket_upper")!);
    }
}
