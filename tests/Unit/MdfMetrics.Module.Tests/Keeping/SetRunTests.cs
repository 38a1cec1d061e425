using DuckDB.NET.Data;
using MdfMetrics.Module.Tests.Faults;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Keeping;

/// <summary>Set-MdfRun: tags of runs that are written, in whatever file they lie.</summary>
public sealed class SetRunTests : IDisposable
{
    private readonly ModuleSession _session = Scripts.Open();

    public SetRunTests() => _session.Invoke("""
        foreach ($id in 'a', 'b') {
            Start-MdfRun -RunId $id -Tag @{ team = 'data' } { Enter-MdfStage s { 1..3 | Measure-MdfOperator o { $_ } | Out-Null } }
        }
        """).Clean();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("@{ keep = 'yes' }", """{"team":"data","keep":"yes"}""")]
    [InlineData("@{ TEAM = 'ops' }", """{"TEAM":"ops"}""")]
    [InlineData("@{ team = $null }", "")]
    [InlineData("@{ other = $null }", """{"team":"data"}""")]
    [InlineData("([ordered]@{ n = 3; note = 'été 数据'; list = 1, 2 })", """{"team":"data","n":3,"note":"été 数据","list":[1,2]}""")]
    [InlineData("@{ api_token = 'abc' }", """{"team":"data","api_token":"***"}""")]
    public void Set_Tag_MergesInTheRunsOwnFiles(string tags, string expected)
    {
        Assert.Equal([expected], _session.Invoke($"(Set-MdfRun a -Tag {tags} -PassThru).tags | % {{ \"$_\" }}").Clean().Texts().DefaultIfEmpty(string.Empty));

        Assert.Equal(8, Directory.GetFiles(_session.Store, "*.parquet", SearchOption.AllDirectories).Length);
        AssertTags(expected, """{"team":"data"}""");
    }

    [Theory]
    [InlineData("@{ team = $null }", "")]
    [InlineData("([ordered]@{ n = 3; note = 'été 数据'; list = 1, 2 })", """{"team":"data","n":3,"note":"été 数据","list":[1,2]}""")]
    public void Set_Tag_MergesInSharedFiles(string tags, string expected)
    {
        _session.Invoke("$null = Optimize-MdfMetrics -Before ([datetime]::MaxValue)").Clean();

        Assert.Empty(_session.Invoke($"Set-MdfRun run_B -Tag {tags}").Clean().Output);

        AssertTags("""{"team":"data"}""", expected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Set_PipelineName_IsInEveryRowOfThatRunAlone(bool isShared)
    {
        if (isShared)
        {
            _session.Invoke("$null = Optimize-MdfMetrics -Before ([datetime]::MaxValue)").Clean();
        }

        ScriptResult result = _session.Invoke(
            "(Set-MdfRun a -PipelineName 'été' -Tag @{ keep = 1 } -PassThru) | Show pipeline_name, tags").Clean();

        Assert.Equal(["été {\"team\":\"data\",\"keep\":1}"], result.Texts());
        foreach (string dataset in new[] { "runs", "stages", "operators", "histograms" })
        {
            Assert.Equal("été of a, none of b", Execute(
                $"SELECT string_agg(coalesce(pipeline_name, 'none') || ' of ' || run_id, ', ' ORDER BY run_id) "
                    + $"FROM read_parquet('{_session.Store}/{dataset}/*.parquet', union_by_name = true)"));
        }

        Assert.Empty(_session.Invoke("Test-MdfMetrics").Clean().Output);
    }

    [Fact]
    public void Set_PipelineNameOfARunFromBeforeTheColumn_AddsIt()
    {
        foreach (string dataset in new[] { "runs/run", "stages/stages", "operators/operators" })
        {
            string path = Path.Combine(_session.Store, $"{dataset}_a.parquet");
            Execute($"COPY (SELECT * EXCLUDE pipeline_name FROM '{path}') TO '{path}.new' (FORMAT parquet)");
            File.Move(path + ".new", path, overwrite: true);
        }

        Assert.Equal([""], _session.Invoke("(Get-MdfRun a).pipeline_name").Clean().Texts().DefaultIfEmpty(string.Empty));
        _session.Invoke("Set-MdfRun a -PipelineName nightly").Clean();

        Assert.Equal(
            ["nightly", "nightly", "nightly"],
            _session.Invoke(
                "(Get-MdfRun a), (Get-MdfStageMetric a), (Get-MdfOperatorMetric a) | % pipeline_name").Clean().Texts());
    }

    [Theory]
    [InlineData("-PipelineName ''", "InvalidName")]
    [InlineData("-PipelineName ('x' * 257)", "InvalidName")]
    public void Set_NoName_IsRefused(string parameters, string id)
    {
        Assert.Equal(id, _session.Refusal($"Set-MdfRun a {parameters}").Id());
        Assert.False(Directory.Exists(Path.Combine(_session.Store, "_maintenance")));
    }

    [Fact]
    public void Set_FromThePipeline_ChangesAllAndWhatIfNone()
    {
        _session.Invoke("Get-MdfRun | Set-MdfRun -Tag @{ keep = 1 } -WhatIf").Clean();
        Assert.Empty(_session.Invoke("Get-MdfRun -Tag keep").Clean().Output);
        Assert.False(Directory.Exists(Path.Combine(_session.Store, "_maintenance")));

        _session.Invoke("Get-MdfRun | Set-MdfRun -Tag @{ keep = 1 }").Clean();

        Assert.Equal(["a", "b"], _session.Invoke("Get-MdfRun -Tag keep | % run_id").Clean().Texts());
    }

    [Fact]
    public void Set_UnknownColumnsOfTheFile_Stay()
    {
        string path = Path.Combine(_session.Store, "runs", "run_a.parquet");
        Execute($"COPY (SELECT *, 'red' AS colour FROM '{path}') TO '{path}.new' (FORMAT parquet)");
        File.Move(path + ".new", path, overwrite: true);

        _session.Invoke("Set-MdfRun a -Tag @{ keep = 'x' }").Clean();

        Assert.Equal("red {\"team\":\"data\",\"keep\":\"x\"}", Execute($"SELECT colour || ' ' || tags FROM '{path}'"));
    }

    [Theory]
    [InlineData("Set-MdfRun none -Tag @{ a = 1 }", "RunNotFound")]
    [InlineData("$null = Start-MdfRun -RunId live; Set-MdfRun live -Tag @{ a = 1 }", "RunIsLive")]
    public void Set_WhatCannotBeChanged_IsAnError(string script, string id) =>
        Assert.Equal(id, Assert.Single(_session.Invoke(script).Errors).Id());

    [Fact]
    public void Set_CrashedRun_SaysToRestoreIt()
    {
        KilledPipeline.Run(_session.Store, "crashed", endless: true, from: "started", TimeSpan.FromMilliseconds(100));

        Assert.Equal("RunNotFound", Assert.Single(_session.Invoke("Set-MdfRun crashed -Tag @{ a = 1 }").Errors).Id());
    }

    [Fact]
    public void Set_DamagedFile_IsToldAndTheOthersAreChanged()
    {
        string path = Path.Combine(_session.Store, "runs", "run_a.parquet");
        Execute($"COPY (FROM '{path}') TO '{path}.new' (FORMAT parquet, KV_METADATA {{'mdf.schema': '2'}})");
        File.Move(path + ".new", path, overwrite: true);

        ScriptResult result = _session.Invoke("Set-MdfRun a, b -Tag @{ keep = 1 }");

        Assert.Equal("FileCorrupt", Assert.Single(result.Errors).Id());
        Assert.Equal(["b"], _session.Invoke("Get-MdfRun -Tag keep | % run_id").Clean().Texts());
    }

    private static object? Execute(string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The tags of the two runs, whose other figures are as they were.</summary>
    private void AssertTags(string a, string b)
    {
        Assert.Equal([a, b], _session.Invoke("Get-MdfRun | % { \"$($_.tags)\" }").Clean().Texts());
        Assert.Equal(
            ["a 3", "b 3"],
            _session.Invoke("Get-MdfRun | Get-MdfOperatorMetric | Show run_id, input_records").Clean().Texts());
        Assert.Equal(2, DuckDbFiles.Read(_session.Store));
    }
}
