using System.Collections.Specialized;

namespace MdfMetrics.Runs;

/// <summary>What the caller knows of where a run comes from.</summary>
/// <param name="Folder">The current folder, full path.</param>
/// <param name="Script">The script's full path; null at a prompt.</param>
/// <param name="PowerShellVersion">The engine's version.</param>
/// <param name="ModuleVersion">This module's version.</param>
public sealed record RunOrigin(string Folder, string? Script, string PowerShellVersion, string ModuleVersion)
{
    /// <summary>The pipeline's name as it was given; null: the configuration's, else the script's.</summary>
    public string? PipelineName { get; init; }

    /// <summary>Which attempt of <see cref="AttemptOf"/> it is, from 2; null: the first, or none of many.</summary>
    public int? Attempt { get; init; }

    /// <summary>The id of the first attempt.</summary>
    public string? AttemptOf { get; init; }

    internal void AddTo(OrderedDictionary context)
    {
        context["powershell_version"] = PowerShellVersion;
        context["module_version"] = ModuleVersion;
        if (Script is not null)
        {
            context["script"] = Script;
        }

        if (Attempt is not null)
        {
            context["attempt"] = Attempt;
            context["attempt_of"] = AttemptOf;
        }

        if (GitCommit.Find(Path.GetDirectoryName(Script) ?? Folder) is { } commit)
        {
            context["git_commit"] = commit;
        }
    }
}
