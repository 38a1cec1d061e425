using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>Where a run is written.</summary>
public sealed class StorePathTests
{
    private const string Configured = "-Configuration @{ output_path = 'configured' }";

    [Theory]
    [InlineData("", "metrics")]
    [InlineData("-Path given", "given")]
    [InlineData("-OutputPath given/deeper", "given/deeper")]
    [InlineData(Configured, "configured")]
    [InlineData(Configured + " -Path given", "given")]
    [InlineData("-ConfigPath sub/c.yaml", "relative")]
    [InlineData("-Path 'brackets [1]'", "brackets [1]")]
    public void Store_RelativePath_IsRelativeToTheLocation(string parameters, string expected)
    {
        using ModuleSession session = Scripts.Open();
        Directory.CreateDirectory(Path.Combine(session.Folder, "sub"));
        session.Write("sub/c.yaml", "executor:\n  metrics:\n    output_path: ./relative\n");

        session.Invoke($"Start-MdfRun -RunId r {parameters} {{ }}").Clean();

        Assert.True(File.Exists(Path.Combine(session.Folder, expected, "runs", "run_r.parquet")));
        Assert.NotEqual(session.Folder, Environment.CurrentDirectory);
        Assert.False(Directory.Exists(Path.Combine(Environment.CurrentDirectory, "metrics")));
    }

    [Fact]
    public void Store_LocationChangedInTheBlock_IsThatOfTheStart()
    {
        using ModuleSession session = Scripts.Open();
        Directory.CreateDirectory(Path.Combine(session.Folder, "sub"));

        session.Invoke("""
            Start-MdfRun -RunId r { $null = $ExecutionContext.SessionState.Path.SetLocation('sub') }
            """).Clean();

        Assert.True(File.Exists(Path.Combine(session.Store, "runs", "run_r.parquet")));
    }

    [Fact]
    public void Store_ThatIsAFile_CostsNothingButTheFile()
    {
        using ModuleSession session = Scripts.Open();
        session.Write("file", "no folder");

        ScriptResult result = session.Invoke("""
            $m = Start-MdfRun -RunId r -Path file -PassThru {
                Enter-MdfStage s { $null = 1..3 | Measure-MdfOperator op { $_ } }
            }
            $m.total_input_records
            Export-MdfMetrics -Path other
            (Get-MdfRun r -Path other).total_input_records
            (Get-MdfOperatorMetric r -Path other).operator_name
            """);

        Assert.Equal(["3", "3", "op"], result.Texts());
        Assert.Empty(result.Errors);
        Assert.Contains(Path.Combine(session.Folder, "file"), Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_IdTakenMeanwhile_KeepsTheFigures()
    {
        using ModuleSession session = Scripts.Open();
        using ModuleSession other = Scripts.Open();

        session.Invoke(
            "$null = Start-MdfRun -RunId r; Enter-MdfStage s; $null = 1..3 | Measure-MdfOperator op { $_ }").Clean();
        other.Invoke("param($path) Start-MdfRun -RunId R { }; Export-MdfMetrics $path", session.Store).Clean();
        ScriptResult result = session.Invoke("""
            Exit-MdfStage
            (Stop-MdfRun).total_input_records
            Export-MdfMetrics -Path other
            (Get-MdfRun -Path other).total_input_records
            """);

        Assert.Equal(["3", "3"], result.Texts());
        Assert.Equal("RunExists", Assert.Single(result.Errors).Id());
    }

    [Fact]
    public void Path_FolderNamedLikeAPattern_IsThatFolder()
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(
            "Start-MdfRun -Path 'a[x]' -RunId r { }; (Get-MdfRun -Path 'a[x]').run_id");

        Assert.Equal(["r"], result.Clean().Texts());
    }
}
