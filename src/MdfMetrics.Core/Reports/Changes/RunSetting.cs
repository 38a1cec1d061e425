using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Changes;

/// <summary>What a run ran with: what of its context may tell why it went as it did, and its configuration.</summary>
internal sealed class RunSetting(RunMetrics run)
{
    private const int ShortCommit = 7;

    /// <summary>Where it ran and by which versions.</summary>
    public IReadOnlyDictionary<string, string> Context { get; } = ContextOf(run);

    /// <summary>The keys of its configuration.</summary>
    public IReadOnlyDictionary<string, string> Config { get; } = ConfigKeys.Of(run.config);

    public IReadOnlyDictionary<string, string> Of(string kind) => kind == ChangeKind.Config ? Config : Context;

    /// <summary>A commit as people write it.</summary>
    public static string Commit(string commit) => commit.Length > ShortCommit ? commit[..ShortCommit] : commit;

    private static Dictionary<string, string> ContextOf(RunMetrics run)
    {
        var known = new Dictionary<string, string>();
        Add("Git commit", run.context?["git_commit"] is string commit ? Commit(commit) : null);
        Add("PowerShell", run.context?["powershell_version"]);
        Add("MdfMetrics", run.context?["module_version"]);
        Add("Host", run.host);
        Add("User", run.context?["user"]);
        Add("Script", run.context?["script"]);
        return known;

        void Add(string name, object? value)
        {
            if (value?.ToString() is { Length: > 0 } text)
            {
                known.Add(name, text);
            }
        }
    }
}
