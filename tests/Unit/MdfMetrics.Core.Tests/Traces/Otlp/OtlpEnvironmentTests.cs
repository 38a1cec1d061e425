using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Tests.Traces.Otlp;

/// <summary>The variables as OpenTelemetry's specification has them.</summary>
public sealed class OtlpEnvironmentTests
{
    [Theory]
    [InlineData(null, "http://localhost:4318/v1/traces")]
    [InlineData("http://collector:4318", "http://collector:4318/v1/traces")]
    [InlineData("https://host/otlp/", "https://host/otlp/v1/traces")]
    [InlineData("https://host/o%20tlp?token=1", "https://host/o%20tlp/v1/traces?token=1")]
    public void Target_EndpointOfAllSignals_HasThePathAdded(string? endpoint, string expected) => Assert.Equal(
        expected,
        Of(("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)).Target(OtlpSignal.Traces).Url.AbsoluteUri);

    [Fact]
    public void Target_EndpointOfOneSignal_IsTakenAsItIs()
    {
        OtlpEnvironment environment = Of(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://all:4318"),
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces/in"));

        Assert.Equal("http://traces/in", environment.Target(OtlpSignal.Traces).Url.AbsoluteUri);
        Assert.Equal("http://all:4318/v1/metrics", environment.Target(OtlpSignal.Metrics).Url.AbsoluteUri);
    }

    [Fact]
    public void Target_EndpointGiven_WinsOverTheEnvironment()
    {
        OtlpEnvironment environment = Of(("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces/in")) with
        {
            Endpoint = "http://mine:1",
        };

        Assert.Equal("http://mine:1/v1/traces", environment.Target(OtlpSignal.Traces).Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("localhost:4318")]
    [InlineData("collector")]
    [InlineData("ftp://user:hunter2@host")]
    public void Target_EndpointThatIsNoAddress_SaysSoWithoutIt(string endpoint)
    {
        OtlpEnvironment environment = Of() with { Endpoint = endpoint };

        MetricsException error = Assert.Throws<MetricsException>(() => environment.Target(OtlpSignal.Traces));

        Assert.Equal(MetricsError.InvalidParameters, error.Error);
        Assert.Contains("-Endpoint", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_Headers_AreDecodedAndThoseGivenWin()
    {
        OtlpEnvironment environment = Of(("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b%3D, X-Tenant = one,")) with
        {
            Headers = new Dictionary<string, string> { ["x-tenant"] = "two" },
        };

        IReadOnlyDictionary<string, string> headers = environment.Target(OtlpSignal.Traces).Headers;

        Assert.Equal("a b=", headers["api-key"]);
        Assert.Equal("two", headers["X-Tenant"]);
        Assert.Equal(2, headers.Count);
    }

    [Fact]
    public void Target_HeadersOfOneSignal_StandInThePlaceOfThoseOfAll()
    {
        OtlpEnvironment environment = Of(
            ("OTEL_EXPORTER_OTLP_HEADERS", "a=1"),
            ("OTEL_EXPORTER_OTLP_METRICS_HEADERS", "b=2"));

        Assert.Equal(["a"], environment.Target(OtlpSignal.Traces).Headers.Keys);
        Assert.Equal(["b"], environment.Target(OtlpSignal.Metrics).Headers.Keys);
    }

    [Theory]
    [InlineData("Authorization", "hunter2\r\nX-Other: 1")]
    [InlineData("Authorization", "hunter2ü")]
    [InlineData("not a name", "hunter2")]
    [InlineData("", "hunter2")]
    [InlineData("content-type", "hunter2")]
    public void Target_HeaderThatNoRequestCanHave_IsNamedWithoutItsValue(string name, string value)
    {
        OtlpEnvironment environment = Of() with { Headers = new Dictionary<string, string> { [name] = value } };

        MetricsException error = Assert.Throws<MetricsException>(() => environment.Target(OtlpSignal.Traces));

        Assert.Equal(MetricsError.InvalidParameters, error.Error);
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Target_HeadersThatAreNoList_SaysSoWithoutThem()
    {
        OtlpEnvironment environment = Of(("OTEL_EXPORTER_OTLP_HEADERS", "Bearer hunter2"));

        MetricsException error = Assert.Throws<MetricsException>(() => environment.Target(OtlpSignal.Traces));

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 10_000)]
    [InlineData("2500", 2_500)]
    [InlineData("soon", 10_000)]
    [InlineData("-1", 10_000)]
    public void Target_Timeout_IsInMilliseconds(string? timeout, int expected) => Assert.Equal(
        expected,
        Of(("OTEL_EXPORTER_OTLP_TIMEOUT", timeout)).Target(OtlpSignal.Traces).Timeout.TotalMilliseconds);

    [Fact]
    public void Resource_ServiceName_WinsOverTheOneAmongTheAttributes()
    {
        OtlpEnvironment environment = Of(
            ("OTEL_RESOURCE_ATTRIBUTES", "service.name=other,team=sea%2Cice"),
            ("OTEL_SERVICE_NAME", "ingest"));

        Assert.Equal("ingest", environment.Resource["service.name"]);
        Assert.Equal("sea,ice", environment.Resource["team"]);
        Assert.Null(environment.Complaint);
    }

    [Fact]
    public void Resource_ListWithAnEntryThatIsNone_IsLeftOutAndTold()
    {
        OtlpEnvironment environment = Of(("OTEL_RESOURCE_ATTRIBUTES", "a=1,b"));

        Assert.Empty(environment.Resource);
        Assert.Contains("OTEL_RESOURCE_ATTRIBUTES", environment.Complaint, StringComparison.Ordinal);
    }

    private static OtlpEnvironment Of(params (string Name, string? Value)[] variables) =>
        new(name => Array.Find(variables, variable => variable.Name == name).Value);
}
