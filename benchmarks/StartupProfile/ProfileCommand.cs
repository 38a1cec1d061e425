namespace MdfMetrics.Benchmarks.StartupProfile;

/// <summary>
/// Makes the profile that the module's images are compiled by (src/MdfMetrics.Cmdlets/startup.mibc) of traces of
/// processes that ran the module without images. benchmarks/startup-profile.ps1 records them.
/// </summary>
internal static class ProfileCommand
{
    /// <param name="file">The profile to write.</param>
    /// <param name="bin">The module's folder of assemblies.</param>
    /// <param name="traces">The traces.</param>
    public static void Run(string file, string bin, IEnumerable<string> traces)
    {
        string folder = Path.GetFullPath(bin);
        var assemblies = new ProfiledAssemblies(folder, Path.Combine(folder, "dependencies"));
        ProfiledMethod[] methods =
        [
            .. traces
                .SelectMany(trace => new TraceMethods(trace, assemblies).Read())
                .DistinctBy(method => (method.Definition, method.Owner, string.Join(' ', method.Arguments))),
        ];
        ProfileWriter.Write(file, methods);
        Console.WriteLine($"{file}: {methods.Length} methods");
    }
}
