using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>Configurations that would fill the memory: ConfigInvalid before anything starts.</summary>
public sealed class HostileConfigurationTests
{
    public static TheoryData<string> Bombs() => ["aliases", "merges", "nesting", "100 MB"];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Start_Bomb_IsConfigInvalidAndNothingStarts(string bomb)
    {
        using var session = new ModuleSession();
        string path = session.Write("bomb.yaml", Yaml(bomb));
        if (bomb == "100 MB")
        {
            using FileStream file = File.OpenWrite(path);
            file.SetLength(100L * 1024 * 1024);
        }

        System.Management.Automation.ErrorRecord error =
            session.Failure("Start-MdfRun -ConfigPath ./bomb.yaml { throw 'started' }");

        Assert.StartsWith("ConfigInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(path, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.TargetObject);
        Assert.False(Directory.Exists(session.Store));
    }

    private static string Yaml(string bomb) => bomb switch
    {
        "aliases" => string.Join('\n', Enumerable.Range(0, 9).Select(level =>
            $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat(level == 0 ? "x" : $"*l{level - 1}", 9))}]")),
        "merges" => "big: &big\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"  k{i}: {i}\n"))
            + string.Concat(Enumerable.Range(0, 200).Select(i => $"u{i}:\n  <<: *big\n")),
        "nesting" => $"a: {new string('[', 100_000)}",
        _ => "a: 1\n",
    };
}
