using MdfMetrics.Module.Tests.Harness;
namespace MdfMetrics.Module.Tests.Faults;

/// <summary>A file system of 512 KB.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>Mounts it in a folder.</summary>
    public SmallDisk(string folder, string options = "")
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(folder, "disk")).FullName;
        Assert.True(NativeProgram.TryRun("mount", "-t", "tmpfs", "-o", $"{options}size=512k", "tmpfs", Path));
    }

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(
            System.IO.Path.Combine(Path, "fill"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => NativeProgram.TryRun("umount", "-l", Path);
}
