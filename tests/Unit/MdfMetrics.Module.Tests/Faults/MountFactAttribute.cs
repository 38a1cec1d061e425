using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Faults;

/// <summary>A test that needs a small file system of its own, skipped where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_canMount = new(static () =>
    {
        using var folder = new TemporaryFolder();
        return NativeProgram.TryRun("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.Path)
            && NativeProgram.TryRun("umount", folder.Path);
    });

    public MountFactAttribute()
    {
        if (!s_canMount.Value)
        {
            Skip = "A tmpfs can't be mounted here: it takes Linux and root.";
        }
    }
}
