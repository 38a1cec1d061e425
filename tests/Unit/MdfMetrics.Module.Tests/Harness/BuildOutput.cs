namespace MdfMetrics.Module.Tests.Harness;

/// <summary>Where the build puts programs: artifacts/bin/{project}/{configuration}_{runtime identifier}/.</summary>
internal static class BuildOutput
{
    private static readonly DirectoryInfo s_folder = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    /// <summary>debug or release.</summary>
    public static string Configuration { get; } = s_folder.Name.Split('_')[0];

    /// <summary>This machine's, such as linux-x64.</summary>
    public static string RuntimeIdentifier { get; } = s_folder.Name.Split('_')[1];

    /// <summary>The folder of mdf.</summary>
    public static string Mdf { get; } = Path.Combine(s_folder.Parent!.Parent!.FullName, "MdfMetrics.Host", s_folder.Name);

    /// <summary>The folder of the cmdlets' assembly, which knows the module's packages.</summary>
    public static string Cmdlets { get; } = Path.Combine(s_folder.Parent!.Parent!.FullName, "MdfMetrics.Cmdlets", Configuration);

    /// <summary>A plain PowerShell: this assembly, started as a program.</summary>
    public static string Pwsh { get; } = Path.Combine(s_folder.FullName, Executable("pwsh"));

    /// <summary>The file name of a program.</summary>
    public static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
