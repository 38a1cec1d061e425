using System.IO.Compression;
using System.Reflection;
using System.Text;

namespace MdfMetrics.Reports.Pages;

/// <summary>The files that pages are made of, embedded when the module is built; read when a report is made.</summary>
internal static class PageResources
{
    public const string Template = "template.html";

    /// <param name="name">Relative to the folder Page, with forward slashes.</param>
    public static string Read(string name) => Text(Open(name));

    /// <summary>Apache ECharts, what draws the charts.</summary>
    public static string ReadECharts()
    {
        using var zip = new ZipArchive(Open("echarts.zip"));
        return Text(zip.Entries.Single().Open());
    }

    private static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"Page/{name}")
            ?? throw new InvalidOperationException($"The page's file '{name}' is not embedded.");

    private static string Text(Stream file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
