using System.Runtime.InteropServices;

namespace MdfMetrics.Loader;

/// <summary>
/// The assemblies of the module once more, compiled for one runtime and platform: <c>net10.0/linux-x64</c> and so on. A
/// package may have them, a checkout has none.
/// </summary>
internal static class NativeImages
{
    /// <summary>Their folder for this process; it need not exist.</summary>
    /// <param name="folder">The module's folder of assemblies.</param>
    public static string FolderIn(string folder) => Path.Combine(
        folder,
        $"net{Environment.Version.Major}.0",
        $"{OperatingSystemName}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");

    private static string OperatingSystemName =>
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
}
