using System.Globalization;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Host;

/// <summary><c>mdf run --config</c>: exit codes, tables, and the run that is kept.</summary>
public sealed class RunPipelineTests
{
    private const string Config = "configs/example_with_metrics.yaml";

    private const string Operators = """
        function Numbers([long] $Count = [long]::MaxValue) { for ($i = 1L; $i -le $Count; $i++) { $i } }
        filter Fail($At) { if ($_ -eq $At) { throw 'boom' }; $_ }
        function Unreachable { throw 'Configuration server unreachable' }
        filter Taken { Write-Error 'taken' -ErrorId RunExists -ErrorAction Stop }
        filter Month { try { Get-Date -Month 13 } catch { throw } }
        filter Inner { try { Start-MdfRun -RunId 'a/b' { } } catch { throw } }
        filter Ready { if ($_ -eq 1) { [Console]::WriteLine('ready') }; $_ }
        """;

    [Theory]
    [InlineData("Numbers, params: {count: 5}", "Sort-Object, params: {descending: true}", 0, "completed")]
    [InlineData("Numbers", "Fail, params: {at: 3}", 1, "failed")]
    [InlineData("Numbers", "Same", 2, null)]
    [InlineData("Unreachable", "Sort-Object", 1, "failed")]
    [InlineData("Numbers", "Taken", 1, "failed")]
    [InlineData("Numbers", "Month", 1, "failed")]
    [InlineData("Numbers", "Inner", 1, "failed")]
    public void Run_Pipeline_ExitsAsItEnded(string loader, string oper, int exitCode, string? status)
    {
        using var process = MdfProcess.OfPipeline(Operators, Text(loader, oper));
        MdfResult result = process.Finish();

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(status, Status(process));
    }

    [Fact]
    public void Run_Completed_PrintsRunStagesAndOperators()
    {
        using var process = MdfProcess.OfPipeline(
            Operators,
            Text("Numbers", "Sort-Object"),
            "--max-samples",
            "7",
            "--batch-size=2");
        MdfResult result = process.Finish().Clean();

        Assert.Equal(["pipeline_name", "stage_name", "stage_name"], Headings(result));
        Assert.Matches(@"\n\S+ +run_\S+ +completed .* 7 +7\b", result.Output);
    }

    [Fact]
    public void Run_IdStoreAndTags_AreTheRuns()
    {
        using var process = MdfProcess.OfPipeline(
            Operators,
            Text("Numbers, params: {count: 1}", "Sort-Object"),
            "--run-id",
            "r1",
            "--new-attempt",
            "--path=./metrics",
            "--pipeline-name=night shift",
            "--tag",
            "team=search=eu",
            "--tag",
            "empty=");
        process.Finish().Clean();

        using ModuleSession session = Scripts.Open();
        Assert.Equal(
            ["r1", "night shift", "", "search=eu"],
            session.Invoke(
                "param($store) $r = Get-MdfRun -Path $store; $r.run_id; $r.pipeline_name; $r.tags.empty; $r.tags.team",
                Path.Combine(process.Folder.Path, "metrics")).Clean().Texts());
    }

    [Fact]
    public void Run_Failed_TellsTheErrorAndItsPlace()
    {
        using var process = MdfProcess.OfPipeline(Operators, Text("Numbers", "Fail, params: {at: 3}"));
        MdfResult result = process.Finish();

        Assert.Contains("boom", result.Errors);
        Assert.Contains("s/Fail, record 3 on worker_0", result.Output);
    }

    [Fact]
    public void Run_WrongFile_TellsItAsCompilersDo()
    {
        using var process = MdfProcess.OfPipeline(Operators, Text("Numbers", "Fial"));
        MdfResult result = process.Finish();

        Assert.Matches(@"^mdf: \S+p\.yaml\(3,39\): stages\[0\]\.operators\[0\]\.name: there is no command 'Fial'; did you mean 'Fail'\?\n$", result.Errors);
    }

    [Fact]
    public void Run_IdThatCannotBe_ExitsWithTwo()
    {
        using var process = MdfProcess.OfPipeline(Operators, Text("Numbers", "Ready"), "--run-id", "a/b");
        MdfResult result = process.Finish();

        Assert.Equal(2, result.ExitCode);
        Assert.Matches("^mdf: .*'a/b'.*\n$", result.Errors);
    }

    [Fact]
    public void Run_IdThatIsTaken_ExitsWithTwo()
    {
        string pipeline = Text("Numbers, params: {count: 1}", "Sort-Object");
        using var first = MdfProcess.OfPipeline(Operators, pipeline, "--run-id", "r1");
        first.Finish().Clean();
        using var second = MdfProcess.OfPipeline(
            Operators,
            pipeline,
            "--run-id",
            "r1",
            "--path",
            Path.Combine(first.Folder.Path, "metrics"));
        MdfResult result = second.Finish();

        Assert.Equal(2, result.ExitCode);
        Assert.Matches("^mdf: .*'r1'.*\n$", result.Errors);
    }

    [SignalTheory]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public void Run_Signal_WritesTheRunAsFailed(int signal, int exitCode)
    {


        using var process = MdfProcess.OfPipeline(Operators, Text("Numbers", "Ready"));
        Assert.Equal("ready", process.ReadLine());
        process.Signal(signal);

        Assert.Equal(exitCode, process.Finish().ExitCode);
        Assert.Equal("failed", Status(process));
    }

    [Theory]
    [InlineData("run", "--config is missing")]
    [InlineData("run --config", "--config expects a YAML file")]
    [InlineData("run --config x --max-samples 0", "--max-samples expects a whole number from 1, found '0'")]
    [InlineData("run --config x --batch-size ten", "--batch-size expects a whole number from 1, found 'ten'")]
    [InlineData("run --config x --batch-size 1000001", "BatchSize")]
    [InlineData("run --config x --tag team", "--tag expects key=value, found 'team'")]
    [InlineData("run --config x --tag =search", "--tag expects key=value")]
    [InlineData("run --config x --pipeline-name=", "--pipeline-name expects a name")]
    [InlineData("run --config x --run-id=", "--run-id expects an id")]
    [InlineData("run --config x --new-attempt=yes", "--new-attempt expects no value, found 'yes'")]
    [InlineData("run x.yaml", "unknown option 'x.yaml'")]
    [InlineData("run --config missing.yaml", "There is no configuration file")]
    public void Run_WrongArguments_ExitWithTwo(string words, string message)
    {
        MdfResult result = MdfProcess.RunWith(words.Split(' '));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors);
    }

    /// <summary>In a process of its own: what workers were the first to use must serve other runspaces too.</summary>
    [Fact]
    public void Run_MeasureAfterAPipeline_Works()
    {
        string script = Operators + """

            Set-Content ./p.yaml "data_loader: {type: Numbers, params: {count: 2}}`nstages: [{name: s, operators: [{name: Ready}]}]"
            $null = Invoke-MdfPipeline ./p.yaml
            Start-MdfRun { Enter-MdfStage s { 1..2 | Measure-MdfOperator o { -$_ } } }
            """;

        Assert.Equal("ready\n-1\n-2\n", MdfProcess.Run(script).Clean().Output);
    }

    [Fact]
    public void Run_ExampleOfTheRepository_RunsOverItsDocuments()
    {
        string root = RepositoryRoot.Path;
        using MdfProcess process = MdfProcess.In(
            folder =>
            {
                Directory.CreateDirectory(Path.Combine(folder.Path, "docs", "en-US"));
                foreach (string file in (string[])[Config, "README.md", "examples/pipeline/TextOperators.psm1", "docs/schema.md"])
                {
                    string copy = Path.Combine(folder.Path, file);
                    Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                    File.Copy(Path.Combine(root, file), copy);
                }
            },
            "run",
            "--config",
            Config,
            "--max-samples",
            "100");

        Assert.Equal(0, process.Finish().ExitCode);
        string[] expected = [.. File.ReadLines(Path.Combine(root, "README.md"))
            .Take(100)
            .Select(line => line.Trim())
            .Where(line => line.Length is >= 20 and <= 2000)
            .Select(line => string.Join(' ', line.ToLowerInvariant().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))
            .Distinct()
            .Order(StringComparer.Ordinal)];
        Assert.Equal(
            expected,
            File.ReadLines(Path.Combine(process.Folder.Path, "output", "lines.txt")).Order(StringComparer.Ordinal));
    }

    private static string Text(string loader, string oper) => string.Create(
        CultureInfo.InvariantCulture,
        $"modules: [./ops.psm1]\ndata_loader: {{type: {loader}}}\nstages: [{{name: s, operators: [{{name: {oper}}}]}}]\n");

    private static string[] Headings(MdfResult result) => [.. result.Lines
        .Zip(result.Lines.Skip(1))
        .Where(pair => pair.Second.StartsWith("---", StringComparison.Ordinal))
        .Select(pair => pair.First.Split(' ')[0])];

    private static string? Status(MdfProcess process)
    {
        using ModuleSession session = Scripts.Open();
        string store = Path.Combine(process.Folder.Path, "metrics");
        return Directory.Exists(store)
            ? session.Invoke("param($store) (Get-MdfRun -Path $store).status", store).Clean().Texts().Single()
            : null;
    }
}
