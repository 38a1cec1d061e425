using System.IO.Compression;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Host;

/// <summary>
/// The .NET tool, packed once from what is built, without ReadyToRun, which takes minutes and changes nothing but the
/// time that it takes to start.
/// </summary>
public sealed class ToolPackage : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ToolPackage() => Run(
        "dotnet",
        "pack",
        Path.Combine(RepositoryRoot.Path, "src", "MdfMetrics.Host"),
        "--no-build",
        "--configuration",
        BuildOutput.Configuration,
        "--output",
        Folder,
        "--property:PublishReadyToRun=false",
        $"--property:ToolPackageRuntimeIdentifiers={BuildOutput.RuntimeIdentifier}");

    /// <summary>The folder that the packages are in.</summary>
    public string Folder => _folder.Path;

    /// <summary>The text of a file in the package of this platform.</summary>
    public string Entry(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(
            Directory.GetFiles(Folder, $"MdfMetrics.Tool.{BuildOutput.RuntimeIdentifier}.*.nupkg").Single());
        using var reader = new StreamReader(package.Entries.Single(entry => entry.Name == name).Open());
        return reader.ReadToEnd();
    }

    /// <summary>Runs a program in the folder.</summary>
    /// <returns>Its output, once it is sure that it ended well.</returns>
    public string Run(string program, params string[] arguments)
    {
        (int exitCode, string output) = NativeProgram.Run(Folder, program, arguments);
        Assert.True(exitCode == 0, output);
        return output.ReplaceLineEndings("\n");
    }

    public void Dispose() => _folder.Dispose();
}
