using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests;

/// <summary>The module's dependencies are its own: other modules may bring other versions of them.</summary>
public sealed class IsolationTests
{
    private const string Run = """
        $metrics = Start-MdfRun -ConfigPath ./pipeline.yaml -PassThru {
            Enter-MdfStage clean { 1..3 | Measure-MdfOperator keep { if ($_ -gt 1) { $_ } } }
        }
        $metrics[-1].total_input_records
        $metrics[-1].total_output_records
        """;

    public IsolationTests() => LoadOtherCopies();

    [Fact]
    public void Import_OtherCopiesLoadedBefore_Works()
    {
        using ModuleSession session = Open();

        AssertRuns(session);

        Assert.Equal(16, Versions("YamlDotNet", inDefault: true).Single().Major);
        Assert.Equal(18, Versions("YamlDotNet", inDefault: false).Single().Major);
        Assert.Single(Versions("Parquet", inDefault: true));
        Assert.Single(Versions("Parquet", inDefault: false));
    }

    [Fact]
    public void Import_Core_IsNotInTheDefaultContext()
    {
        using ModuleSession session = Open();

        AssertRuns(session);

        Assert.Empty(Versions("MdfMetrics.Core", inDefault: true));
        Assert.Single(Versions("MdfMetrics.Core", inDefault: false));
    }

    [Fact]
    public void Import_Again_Works()
    {
        using ModuleSession session = Open();
        session.Import().Clean();

        AssertRuns(session);
    }

    [Fact]
    public void Import_Force_Works()
    {
        using ModuleSession session = Open();
        AssertRuns(session);

        session.Import(force: true).Clean();

        AssertRuns(session);
    }

    [Fact]
    public void Import_AfterRemove_Works()
    {
        using ModuleSession session = Open();
        AssertRuns(session);

        session.Invoke("Remove-Module MdfMetrics -ErrorAction Stop").Clean();
        Assert.Equal(
            "CommandNotFoundException",
            session.Failure("Start-MdfRun").FullyQualifiedErrorId);
        session.Import().Clean();

        AssertRuns(session);
    }

    [Fact]
    public void Remove_InOneRunspace_LeavesTheOthersAtWork()
    {
        using ModuleSession staying = Open();
        using (ModuleSession leaving = Open())
        {
            leaving.Invoke("Remove-Module MdfMetrics -ErrorAction Stop").Clean();
        }

        AssertRuns(staying);
    }

    [Fact]
    public async Task Import_ParallelRunspaces_DoNotShareRuns()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using ModuleSession session = Open();
            AssertRuns(session);
            Assert.Single(Directory.GetFiles(Path.Combine(session.Store, "runs")));
        })));
    }

    private static ModuleSession Open()
    {
        var session = new ModuleSession();
        session.Write("pipeline.yaml", "executor:\n  metrics:\n    output_path: ./metrics\n");
        return session;
    }

    private static void AssertRuns(ModuleSession session) =>
        Assert.Equal([3L, 2L], session.Invoke(Run).Clean().Values);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadOtherCopies()
    {
        Assert.True(new YamlDotNet.Core.Parser(new StringReader("a: 1")).MoveNext());
        Assert.Equal("x", new Parquet.Schema.DataField<int>("x").Name);
    }

    private static List<Version> Versions(string assembly, bool inDefault) =>
    [
        .. from loaded in AppDomain.CurrentDomain.GetAssemblies()
           let name = loaded.GetName()
           where name.Name == assembly
           where (AssemblyLoadContext.GetLoadContext(loaded) == AssemblyLoadContext.Default) == inDefault
           select name.Version,
    ];
}
