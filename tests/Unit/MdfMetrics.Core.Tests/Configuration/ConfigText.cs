using MdfMetrics.Configuration;

namespace MdfMetrics.Tests.Configuration;

/// <summary>Loads YAML text through a real file.</summary>
internal static class ConfigText
{
    public static PipelineConfiguration Load(string yaml) => Load(System.Text.Encoding.UTF8.GetBytes(yaml));

    public static PipelineConfiguration Load(byte[] content) => InFile(content, PipelineConfiguration.Load);

    /// <summary>The message after the file's name: <c>(line,column): …</c>.</summary>
    public static string Complaint(string yaml) => Complaint(System.Text.Encoding.UTF8.GetBytes(yaml));

    public static string Complaint(byte[] content) => InFile(content, path =>
    {
        var exception = Assert.ThrowsAny<MetricsException>(() => PipelineConfiguration.Load(path));
        Assert.Equal(MetricsError.ConfigInvalid, exception.Error);
        Assert.Equal(path, exception.Target);
        Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        return exception.Message[path.Length..];
    });

    private static T InFile<T>(byte[] content, Func<string, T> use)
    {
        string path = Path.Combine(Path.GetTempPath(), $"mdf-{Guid.NewGuid():N}.yaml");
        File.WriteAllBytes(path, content);
        try
        {
            return use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
