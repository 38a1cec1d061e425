using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace MdfMetrics.Dashboards.Bundles;

/// <summary>A bundle as one ZIP: the same bytes for the same content.</summary>
internal static class BundleZip
{
    private static readonly DateTimeOffset s_time = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Of(IReadOnlyDictionary<string, JsonObject> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create))
        {
            foreach ((string path, JsonObject content) in files)
            {
                ZipArchiveEntry entry = zip.CreateEntry(path);
                entry.LastWriteTime = s_time;
                using Stream file = entry.Open();
                file.Write(Encoding.UTF8.GetBytes(YamlText.Of(content)));
            }
        }

        return buffer.ToArray();
    }
}
