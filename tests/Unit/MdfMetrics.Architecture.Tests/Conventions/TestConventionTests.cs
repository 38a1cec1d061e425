using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MdfMetrics.Architecture.Tests.Conventions;

/// <summary>What the source of all tests keeps to, so that none passes whatever the code does.</summary>
public sealed class TestConventionTests
{
    /// <summary>A test of each kind of offence, in which each convention must find its own.</summary>
    private const string Offences = """
        public sealed class Sample
        {
            [Fact] public void Nothing() { Helper(); }
            [UnixFact] public void Waits() { Thread.Sleep(5); Check(); }
            [Theory] public async Task Delays() { await Task.Delay(5); this.Check(); }
            [Fact] public void Rolls() => Assert.Equal(1, new Random().Next() + Random.Shared.Next());
            [Fact] public void Leaves() { if (OperatingSystem.IsWindows()) { return; } Assert.Fail(); }
            [Fact] public void Is_Well() { Check(); _ = new Random(5); }
            private void Helper() { }
            private void Check() => Deeper();
            private void Deeper() => Assert.True(Helper);
        }
        """;

    private static readonly string[] s_sleeps =
        ["Thread.Sleep", "Thread.Yield", "Thread.SpinWait", "Task.Delay", "SpinWait.SpinUntil"];

    private static readonly Dictionary<string, TestSource> s_sources = new()
    {
        ["MdfMetrics.Core.Tests"] = TestSource.Of("MdfMetrics.Core.Tests"),
        ["MdfMetrics.Module.Tests"] = TestSource.Of("MdfMetrics.Module.Tests"),
        ["MdfMetrics.Architecture.Tests"] = TestSource.Of("MdfMetrics.Architecture.Tests"),
    };

    public static TheoryData<string> Projects => [.. s_sources.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Tests_All_AssertSomething(string project) => AssertNone(project, WithoutAssertion, "Nothing");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Tests_ThatWait_DoSoByEventually(string project) => AssertNone(
        project,
        Sleeps,
        "Thread.Sleep(5)",
        "Task.Delay(5)");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Tests_OfRandomData_HaveASeed(string project) => AssertNone(
        project,
        RandomWithoutSeed,
        "new Random()",
        "Random.Shared");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Tests_OfOneSystem_AreSkippedVisibly(string project) => AssertNone(
        project,
        SilentSkips,
        "if (OperatingSystem.IsWindows()) { return; }");

    /// <summary>Makes sure that a convention finds its offences in the sample, and none in a project.</summary>
    private static void AssertNone(
        string project,
        Func<TestSource, IEnumerable<SyntaxNode>> offences,
        params string[] inTheSample)
    {
        Assert.Equal(
            inTheSample,
            offences(TestSource.OfText(Offences)).Select(node => TestSource.Place(node).Split(": ", 2)[1]));
        Assert.NotEmpty(s_sources[project].Tests);
        string[] found = [.. offences(s_sources[project]).Select(TestSource.Place)];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    private static IEnumerable<SyntaxNode> WithoutAssertion(TestSource source)
    {
        var assertions = new Assertions(source);
        return source.Tests.Where(test => !assertions.IsIn(test));
    }

    private static IEnumerable<SyntaxNode> Sleeps(TestSource source) => source.Nodes<InvocationExpressionSyntax>()
        .Where(call => s_sleeps.Any(sleep => $"{call.Expression}".EndsWith(sleep, StringComparison.Ordinal)))
        .Where(call => !IsIn(call, "Eventually.cs"));

    private static IEnumerable<SyntaxNode> RandomWithoutSeed(TestSource source) => source.Nodes<ExpressionSyntax>()
        .Where(node => node is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } created
            ? $"{created.Type}" == "Random"
            : node is MemberAccessExpressionSyntax { Name.Identifier.Text: "Shared" } member
                && $"{member.Expression}".EndsWith("Random", StringComparison.Ordinal))
        .Where(node => !IsIn(node, "Seeded.cs"));

    private static IEnumerable<SyntaxNode> SilentSkips(TestSource source) => source.Tests
        .SelectMany(test => test.DescendantNodes().OfType<IfStatementSyntax>())
        .Where(node => $"{node.Condition}".Contains("OperatingSystem.Is", StringComparison.Ordinal)
            || $"{node.Condition}".Contains("IsPrivilegedProcess", StringComparison.Ordinal));

    private static bool IsIn(SyntaxNode node, string file) => Path.GetFileName(node.SyntaxTree.FilePath) == file;
}
