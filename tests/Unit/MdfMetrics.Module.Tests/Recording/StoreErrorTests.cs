using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;
using MdfMetrics.Module.Tests.Pipelines;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>
/// A store that can't be written is one warning and never an error, whatever the preferences, unless the configuration
/// says <c>on_store_error: stop</c>.
/// </summary>
public sealed class StoreErrorTests
{
    private const string Stop = "$ErrorActionPreference = 'Stop'; $Error.Clear();";

    private const string Block = Stop + """
        Start-MdfRun -Path metrics {
            Enter-MdfStage s { 1..3 | Measure-MdfOperator op { $_ } }
            BREAK
        }
        'after'; $Error.Count
        """;

    private const string Pair = Stop + """
        $null = Start-MdfRun -Path metrics
        Enter-MdfStage s
        1..3 | Measure-MdfOperator op { $_ }
        BREAK
        Exit-MdfStage
        $null = Stop-MdfRun
        'after'; $Error.Count
        """;

    /// <summary>
    /// A file in the place of the store, which refuses root too. Moved away, since a heartbeat may write while folders are
    /// being deleted.
    /// </summary>
    private const string BreakStore =
        "[System.IO.Directory]::Move(\"$PWD/metrics\", \"$PWD/gone\"); [System.IO.File]::WriteAllText(\"$PWD/metrics\", 'x')";

    private const string StopOnError = "-Configuration @{ on_store_error = 'stop' }";

    [Theory]
    [InlineData(Block, "")]
    [InlineData(Pair, "")]
    [InlineData(Block, BreakStore)]
    [InlineData(Pair, BreakStore)]
    public void Store_NotWritable_IsOneWarningThatSaysWhatToDo(string script, string meanwhile)
    {
        using ModuleSession session = Scripts.Open();
        if (meanwhile.Length == 0)
        {
            session.Write("metrics", "no folder");
        }

        ScriptResult result = session.Invoke(script.Replace("BREAK", meanwhile, StringComparison.Ordinal));

        Assert.Equal(["1", "2", "3", "after", "0"], result.Texts());
        Assert.Empty(result.Errors);
        string warning = Assert.Single(result.Warnings);
        Assert.Contains($"'{session.Store}'", warning, StringComparison.Ordinal);
        Assert.Contains("Export-MdfMetrics", warning, StringComparison.Ordinal);
        Assert.Equal(
            ["3"],
            session.Invoke("Export-MdfMetrics other; (Get-MdfRun -Path other).total_input_records").Clean().Texts());
    }

    [Fact]
    public void Store_FilesBlockedThoughTheJournalIsNot_IsOneWarning()
    {
        using ModuleSession session = Scripts.Open();
        Directory.CreateDirectory(session.Store);
        session.Write("metrics/runs", "no folder");

        ScriptResult result = session.Invoke(Block.Replace("BREAK", string.Empty, StringComparison.Ordinal));

        Assert.Equal(["1", "2", "3", "after", "0"], result.Texts());
        Assert.Contains("Export-MdfMetrics", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Discard_CannotBeNoted_IsOneWarning()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(Stop + """
            $null = Start-MdfRun -RunId r -Configuration @{ write_on_completion = $false }
            $null = [System.IO.Directory]::CreateDirectory("$PWD/metrics/_journal/run_r/.run.json.tmp")
            (Stop-MdfRun).status
            """);

        Assert.Equal(["completed"], result.Texts());
        Assert.Single(result.Warnings);
    }

    [Fact]
    public void InvokePipeline_StoreNotWritable_RunsToItsEndWithOneWarning()
    {
        using Pipeline pipeline = new();
        pipeline.Write("Numbers {count: 3}", Pipeline.Stage("s", "{name: Same}"));
        File.WriteAllText(Path.Combine(pipeline.Folder, "metrics"), "no folder");

        ScriptResult result = pipeline.Invoke(
            "$ErrorActionPreference = 'Stop'; (Invoke-MdfPipeline p.yaml).total_input_records; 'after'");

        Assert.Equal(["3", "after"], result.Texts());
        Assert.Empty(result.Errors);
        Assert.Single(result.Warnings);
    }

    [Theory]
    [InlineData($"Start-MdfRun {StopOnError} {{ 'never' }}; 'after'")]
    [InlineData($"Start-MdfRun {StopOnError}; 'after'")]
    public void Stop_StoreNotWritableAtTheStart_EndsTheScriptBeforeAnyWork(string script)
    {
        using ModuleSession session = Scripts.Open();
        session.Write("metrics", "no folder");

        // Without try: an error that ends one statement only would let the script go on.
        ErrorRecord error = Assert.ThrowsAny<RuntimeException>(() => session.Invoke(script)).ErrorRecord;

        Assert.Equal("StoreNotWritable", error.Id());
        Assert.Equal((ErrorCategory.WriteError, session.Store), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Equal("NoCurrentRun", session.Refusal("Get-MdfRun -Current").Id());
    }

    [Theory]
    [InlineData($"Start-MdfRun {StopOnError} {{ {BreakStore} }}; 'after'")]
    [InlineData($"$null = Start-MdfRun {StopOnError}; {BreakStore}; Stop-MdfRun; 'after'")]
    public void Stop_StoreNotWritableAtTheEnd_EndsTheScriptAndKeepsTheFigures(string script)
    {
        using ModuleSession session = Scripts.Open();

        ErrorRecord error = Assert.ThrowsAny<RuntimeException>(() => session.Invoke(script)).ErrorRecord;

        Assert.Equal("StoreNotWritable", error.Id());
        Assert.Equal(
            ["completed"],
            session.Invoke("Export-MdfMetrics other; (Get-MdfRun -Path other).status").Clean().Texts());
    }

    [Fact]
    public void Stop_BlockThrowsToo_TheOriginalErrorGoesOn()
    {
        using ModuleSession session = Scripts.Open();

        ErrorRecord error = session.Failure($"Start-MdfRun {StopOnError} {{ {BreakStore}; throw 'boom' }}");

        Assert.Equal("boom", error.Exception.Message);
    }

    [Theory]
    [InlineData("warn")]
    [InlineData("stop")]
    public void Connect_JournalCannotBeWritten_DoesAsTheRunSays(string choice)
    {
        using ModuleSession session = Scripts.Open();
        using ModuleSession worker = Scripts.Open();
        session.Invoke(
            $"$null = Start-MdfRun -RunId r -Path metrics -Configuration @{{ on_store_error = '{choice}' }}").Clean();
        Directory.CreateDirectory(Path.Combine(session.Store, "_journal", "run_r", "w.ndjson"));
        const string Join = Stop + """
            $null = Connect-MdfRun r -Path $args[0] -WorkerId w
            Enter-MdfStage s { 1..3 | Measure-MdfOperator op { $_ } }
            Disconnect-MdfRun
            'after'; $Error.Count
            """;

        if (choice == "stop")
        {
            Assert.Equal("StoreNotWritable", worker.Failure(Join, session.Store).Id());
            return;
        }

        ScriptResult result = worker.Invoke(Join, session.Store);

        Assert.Equal(["1", "2", "3", "after", "0"], result.Texts());
        Assert.Contains($"'{session.Store}'", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
