using System.Reflection;
using System.Text;

namespace MdfMetrics.Resources;

/// <summary>Files that are embedded when the module is built; the assembly is loaded when one is asked for.</summary>
internal static class EmbeddedFile
{
    /// <param name="name">Page/… or Dashboard/…, with forward slashes.</param>
    public static string Read(string name)
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The file '{name}' is not embedded.");
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
