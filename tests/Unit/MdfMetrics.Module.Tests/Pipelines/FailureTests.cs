using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Pipelines;

/// <summary>What errors do, in each place of a pipeline.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("Numbers", "ThrowAt, params: {at: 5}", "boom at 5", "failed s/ThrowAt, record 5 on worker_0: boom at 5", "s/ThrowAt 5 4 1")]
    [InlineData("Numbers", "WriteAt, params: {at: 5}", "Problem", "failed s/WriteAt, record 5 on worker_0: problem at 5", "s/WriteAt 5 4 1")]
    [InlineData("Numbers", "Throw-Problem, params: {message: x}", "Problem", "failed s/Throw-Problem, record 0 on worker_0: x", "s/Throw-Problem 0 0 1")]
    [InlineData("Numbers {count: 3}", "ThrowAtEnd", "boom at the end", "failed s/ThrowAtEnd, record 3 on worker_0: boom at the end", "s/ThrowAtEnd 3 3 1")]
    public void Invoke_OperatorFails_EndsThePipelineWithItsError(
        string loader, string oper, string id, string status, string row)
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke("function Throw-Problem { [CmdletBinding()] param($Message, [Parameter(ValueFromPipeline)] $Item) "
            + "begin { $PSCmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new("
            + "[System.InvalidOperationException]::new($Message), 'Problem', 'InvalidOperation', $Message)) } }").Clean();
        pipeline.Write(loader, Pipeline.Stage("s", $"{{name: {oper}}}"), "data_writer: {type: Collect}");

        ErrorRecord error = pipeline.Failure("Invoke-MdfPipeline p.yaml -RunId r; 'not reached'");

        Assert.Equal(id, error.Id());
        Assert.Equal(status, pipeline.Status());
        Assert.Equal([row], pipeline.Rows());
    }

    [Theory]
    [InlineData("ThrowAt", "boom at 5")]
    [InlineData("WriteAt", "problem at 5")]
    public void Invoke_OperatorFails_OneBeforeThatCatchesAllErrors_StillEnds(string failing, string message)
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke("filter Guarded { try { $_ } catch { 'caught' } }").Clean();
        pipeline.Write("Numbers", Pipeline.Stage("s", $"{{name: Guarded}}, {{name: {failing}, params: {{at: 5}}}}"));

        pipeline.Failure("Invoke-MdfPipeline p.yaml -RunId r");

        Assert.Equal($"failed s/{failing}, record 5 on worker_0: {message}", pipeline.Status());
        Assert.Equal(["s/Guarded 5 5 0", $"s/{failing} 5 4 1"], pipeline.Rows());
    }

    [Theory]
    [InlineData("executor: {on_error: skip}", "")]
    [InlineData("", "on_error: skip, ")]
    public void Invoke_OperatorFails_Skip_GoesOnAndLogsTheRecord(string executor, string stage)
    {
        using var pipeline = new Pipeline();
        string operators = "{name: ThrowAt, params: {at: 2}}, {name: WriteAt, params: {at: 3}}";
        pipeline.Write(
            "Numbers {count: 4}",
            $"{{name: s, {stage}operators: [{operators}]}}",
            $"{executor}\ndata_writer: {{type: Collect}}");

        ScriptResult result = pipeline.Invoke("Invoke-MdfPipeline p.yaml -RunId r | Show status, total_errors");

        Assert.Equal(["completed 2"], result.Texts());
        Assert.Equal(["1", "4"], pipeline.Written);
        Assert.Equal(
            ["s/ThrowAt, record 2 on worker_0: boom at 2", "s/WriteAt, record 2 on worker_0: problem at 3"],
            result.Errors.Select(error => error.ToString()));
        Assert.Equal("Problem", result.Errors[1].Id());
        Assert.Equal(["s/ThrowAt 4 3 1", "s/WriteAt 3 2 1"], pipeline.Rows());
    }

    [Theory]
    [InlineData("function Broken { 1; throw 'no input' }", "Broken", "Same", "", "failed data_loader Broken: no input")]
    [InlineData("function Broken { 1; Write-Error 'no file' }", "Broken", "Same", "", "failed data_loader Broken: no file")]
    [InlineData("filter Broken { throw 'no disk' }", "Numbers", "Same", "data_writer: {type: Broken}", "failed data_writer Broken: no disk")]
    [InlineData("filter Broken { Write-Error 'no disk' }", "Numbers", "Same", "data_writer: {type: Broken}", "failed data_writer Broken: no disk")]
    public void Invoke_LoaderOrWriterFails_EndsThePipeline(string script, string loader, string oper, string writer, string status)
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke(script).Clean();
        pipeline.Write(loader, Pipeline.Stage("s", $"{{name: {oper}}}"), $"{writer}\nexecutor: {{on_error: skip}}");

        pipeline.Failure("Invoke-MdfPipeline p.yaml -RunId r");

        Assert.Equal(status, pipeline.Status());
        Assert.Single(pipeline.Rows());
    }

    [Fact]
    public void Invoke_Failure_ErrorRecordIsTheOriginal()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers", Pipeline.Stage("s", "{name: WriteAt, params: {at: 2}}", 4));

        ErrorRecord error = pipeline.Failure("Invoke-MdfPipeline p.yaml -RunId r");

        Assert.Equal("problem at 2", error.ToString());
        Assert.Equal("problem at 2", error.TargetObject);
        Assert.Equal(ErrorCategory.InvalidOperation, error.CategoryInfo.Category);
        Assert.Equal("Microsoft.PowerShell.Commands.WriteErrorException", error.Exception.GetType().FullName);
    }

    [Fact]
    public void Invoke_OperatorFails_LeavesABlockedLoaderBehind()
    {
        using var pipeline = new Pipeline();
        using var loader = new BlockedLoader(pipeline);
        pipeline.Write("Blocked", Pipeline.Stage("s", "{name: AwaitBlocked}, {name: ThrowAt, params: {at: 1}}"));

        ErrorRecord error = pipeline.Failure("Invoke-MdfPipeline p.yaml -RunId r");

        Assert.True(loader.IsBlocked);
        Assert.Equal("boom at 1", error.ToString());
        Assert.Equal("failed s/ThrowAt, record 1 on worker_0: boom at 1", pipeline.Status());
    }

    [Fact]
    public void Invoke_Stopped_WritesTheRunAsFailed()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers", Pipeline.Stage("s", "{name: Slow, params: {milliseconds: 1}}", 2));
        using PowerShell shell = pipeline.Start("Invoke-MdfPipeline p.yaml -RunId r -PassThru | % { $_ }");
        using var output = new PSDataCollection<PSObject>();
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        Eventually.Holds(() => output.Count > 0, TimeSpan.FromMinutes(1), "the first record");
        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Equal("failed Interrupted (Ctrl+C).", pipeline.Status());
    }

    [Theory]
    [InlineData("-RunId taken", "RunExists")]
    [InlineData("-WhatIf", null)]
    [InlineData("-RunId free", null)]
    public void Invoke_HoweverItEnds_LeavesNoRunspaceOpen(string parameters, string? error)
    {
        using var pipeline = new Pipeline();
        File.WriteAllText(
            Path.Combine(pipeline.Folder, "mark.psm1"),
            """[System.IO.File]::WriteAllText("$PSScriptRoot/$([runspace]::DefaultRunspace.Id).runspace", '')""");
        pipeline.Write("Numbers {count: 1}", Pipeline.Stage("s", "{name: Same}"), "modules: [./mark.psm1]");
        pipeline.Invoke("Start-MdfRun -RunId taken { }").Clean();

        ScriptResult result = pipeline.Invoke($"$null = Invoke-MdfPipeline p.yaml {parameters}");

        Assert.Equal(error is null ? [] : [error], result.Errors.Select(one => one.Id()));
        string[] opened = [.. Directory.GetFiles(pipeline.Folder, "*.runspace")
            .Select(file => Path.GetFileNameWithoutExtension(file))];
        Assert.NotEmpty(opened);
        Assert.Empty(pipeline.Invoke("(Get-Runspace).Id").Clean().Texts().Intersect(opened));
    }

    [Fact]
    public void Invoke_ManyTimes_LeavesNoThreadsBehind()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 10}", Pipeline.Stage("s", "{name: Same}"), "executor: {metrics: {enabled: false}}");
        const string Count = "@([System.Diagnostics.Process]::GetCurrentProcess().Threads | % { $_ }).Count";

        Assert.Empty(pipeline.Invoke("1..100 | % { Invoke-MdfPipeline p.yaml }").Clean().Output);

        // The pool's threads come and go; a hundred runs would have left 200 of ours.
        Assert.InRange(int.Parse(pipeline.Invoke(Count).Clean().Texts().Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 80);
    }
}
