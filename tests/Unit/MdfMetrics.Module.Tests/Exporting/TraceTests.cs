using System.Management.Automation;
using System.Text.Json;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Exporting;

/// <summary>Export-MdfTrace and <c>otlp: true</c> against a receiver.</summary>
public sealed class TraceTests : IDisposable
{
    private const string TwoRuns = """
        foreach ($i in 1, 2) {
            Start-MdfRun -RunId "night-$i" -PipelineName nightly {
                Enter-MdfStage load { $null = 1..5 | Measure-MdfOperator read { $_ } }
            }
        }
        """;

    private readonly ModuleSession _session = new();
    private readonly HttpReceiver _receiver = new();

    public void Dispose()
    {
        _session.Dispose();
        _receiver.Dispose();
    }

    [Fact]
    public void ExportMdfTrace_RunsPiped_AreSentOneRequestEach()
    {
        _session.Invoke(TwoRuns).Clean();

        ScriptResult result = _session.Invoke(
            "param($url) Get-MdfRun | Export-MdfTrace -Endpoint $url -Header @{ 'X-Scope-OrgID' = 42 }",
            _receiver.Url).Clean();

        Assert.Empty(result.Output);
        Assert.Equal(["/v1/traces", "/v1/traces"], _receiver.Requests.Select(request => request.Path));
        Assert.Equal(["run nightly", "stage load", "operator read"], SpanNames(_receiver.Requests[0].Body));
        Assert.All(_receiver.Requests, request => Assert.Equal("42", request.Headers["X-Scope-OrgID"]));
    }

    [Fact]
    public void ExportMdfTrace_Metric_SendsHistogramsOfTheStoreToo()
    {
        _session.Invoke(TwoRuns).Clean();

        _session.Invoke("param($url) Export-MdfTrace night-1 -Endpoint $url -Metric", _receiver.Url).Clean();

        Assert.Equal(["/v1/traces", "/v1/metrics"], _receiver.Requests.Select(request => request.Path));
        Assert.Contains("\"exponentialHistogram\"", _receiver.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void ExportMdfTrace_FailedRunJustStopped_IsSentWithItsError()
    {
        _session.Invoke(
            "param($url) $null = Start-MdfRun -RunId one; Stop-MdfRun -Status failed -ErrorMessage boom | "
                + "Export-MdfTrace -Endpoint $url",
            _receiver.Url).Clean();

        Assert.Contains("{\"code\":2,\"message\":\"boom\"}", _receiver.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void ExportMdfTrace_ReceiverRefusesOne_IsAnErrorAndTheNextIsSent()
    {
        _session.Invoke(TwoRuns).Clean();
        _receiver.Then(400, body: "{\"message\":\"no\"}");

        ScriptResult result = _session.Invoke(
            "param($url) Get-MdfRun | Export-MdfTrace -Endpoint $url -Header @{ Authorization = 'Bearer hunter2' }; 'on'",
            _receiver.Url);

        Assert.Equal("on", Assert.Single(result.Output).BaseObject);
        string id = Assert.Single(result.Errors).FullyQualifiedErrorId;
        Assert.StartsWith("TraceNotSent,", id, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(2, _receiver.Requests.Count);
    }

    [Fact]
    public void ExportMdfTrace_NobodyThere_IsOneErrorAndAWarningForTheRest()
    {
        _session.Invoke(TwoRuns).Clean();

        ScriptResult result = WithTimeout(() => _session.Invoke(
            "param($url) Get-MdfRun | Export-MdfTrace -Endpoint $url",
            HttpReceiver.NobodysUrl()));

        Assert.Contains("'night-1' is not sent", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains("1 more runs", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void ExportMdfTrace_PartialSuccess_IsAWarning()
    {
        _session.Invoke(TwoRuns).Clean();
        _receiver.Then(200, "{\"partialSuccess\":{\"rejectedSpans\":\"3\",\"errorMessage\":\"too many\"}}");

        ScriptResult result = _session.Invoke("param($url) Export-MdfTrace -Endpoint $url", _receiver.Url);

        Assert.Empty(result.Errors);
        Assert.Contains("'night-2': 3 rejected: too many", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void StopMdfRun_Otlp_SendsTheRun()
    {
        WithEndpoint(_receiver.Url, () => _session.Invoke(
            "Start-MdfRun -RunId one -PipelineName nightly -Configuration @{ otlp = $true } { "
                + "Enter-MdfStage load { $null = 1..5 | Measure-MdfOperator read { $_ } } }").Clean());

        Assert.Equal(
            ["run nightly", "stage load", "operator read"],
            SpanNames(Assert.Single(_receiver.Requests).Body));
    }

    [Fact]
    public void StopMdfRun_OtlpThatFails_IsAWarningAndTheRunIsWritten()
    {
        _receiver.Then(404, "<html></html>", "text/html");

        ScriptResult result = WithEndpoint(_receiver.Url, () => _session.Invoke(
            "Start-MdfRun -RunId one -Configuration @{ otlp = $true } { 'done' }; (Get-MdfRun).run_id"));

        Assert.Empty(result.Errors);
        Assert.Contains("HTTP 404", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["done", "one"], result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void StopMdfRun_CtrlCWhileAReceiverIsSilent_EndsAtOnceAndTheRunIsWritten()
    {
        _receiver.ThenSilence();
        using PowerShell shell = _session.Start(
            "$null = Start-MdfRun -RunId one -Configuration @{ otlp = $true }; Stop-MdfRun");
        WithEndpoint(_receiver.Url, () => WithVariable("OTEL_EXPORTER_OTLP_TIMEOUT", "3600000", () =>
        {
            IAsyncResult running = shell.BeginInvoke();
            Eventually.Holds(
                () => _receiver.Requests.Count > 0 || running.IsCompleted,
                TimeSpan.FromMinutes(1),
                "the request");
            Assert.True(Task.Run(shell.Stop).Wait(TimeSpan.FromMinutes(1)));
            return true;
        }));

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        Assert.Empty(shell.Streams.Warning);
        Assert.Equal(["one"], _session.Invoke("(Get-MdfRun).run_id").Clean().Texts());
    }

    private static string[] SpanNames(string json) =>
    [
        .. JsonDocument.Parse(json).RootElement
            .GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray()
            .Select(span => span.GetProperty("name").GetString()!),
    ];

    private static T WithEndpoint<T>(string url, Func<T> work) =>
        WithVariable("OTEL_EXPORTER_OTLP_ENDPOINT", url, work);

    private static ScriptResult WithTimeout(Func<ScriptResult> work) =>
        WithVariable("OTEL_EXPORTER_OTLP_TIMEOUT", "500", work);

    private static T WithVariable<T>(string name, string value, Func<T> work)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            return work();
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
