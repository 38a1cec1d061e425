using System.Runtime.Versioning;
using MdfMetrics.Prometheus;

namespace MdfMetrics.Tests.Prometheus;

/// <summary>The file itself: whole or as it was, readable by its collector, and nobody else's.</summary>
public sealed class TextfileTests : IDisposable
{
    private const UnixFileMode Mode0640 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly Exported _exported = new();

    public TextfileTests() => _exported.Add("p", 0, 1);

    public void Dispose() => _exported.Dispose();

    [Fact]
    public void Write_Again_ReplacesItAndLeavesNothingBeside()
    {
        _exported.Write();
        _exported.Add("q", 5, 1);
        _exported.Write();

        Assert.Equal(["mdf.prom"], _exported.Folder.Files());
        Assert.Contains("pipeline=\"q\"", File.ReadAllText(_exported.Path));
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Write_WhateverTheFileWasLike_HasTheModeThatIsAskedFor()
    {
        File.WriteAllBytes(_exported.Path, []);
        File.SetUnixFileMode(_exported.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _exported.Write();
        UnixFileMode mode = File.GetUnixFileMode(_exported.Path);
        _exported.Write(new PrometheusOptions { FileMode = Mode0640 });

        Assert.Equal(Mode0640 | UnixFileMode.OtherRead, mode);
        Assert.Equal(Mode0640, File.GetUnixFileMode(_exported.Path));
    }

    [Theory]
    [InlineData("# HELP apt_upgrades_pending Apt packages.\n")]
    [InlineData("# HELP mdf")]
    [InlineData("x")]
    public void Write_FileOfSomebodyElse_IsRefusedAndStays(string content)
    {
        File.WriteAllText(_exported.Path, content);

        Assert.Equal(MetricsError.InvalidPath, Error(_exported.Path));
        Assert.Equal(content, File.ReadAllText(_exported.Path));
    }

    [Fact]
    public void Write_FolderThatIsMissing_IsRefused() =>
        Assert.Equal(MetricsError.InvalidPath, Error(_exported.Folder.At("none/mdf.prom")));

    [Fact]
    public void Write_PathThatIsAFolder_IsRefused() =>
        Assert.Equal(MetricsError.InvalidPath, Error(_exported.Folder.Path));

    [Fact]
    public void Replace_WriterThatFails_LeavesTheFileAsItWas()
    {
        _exported.Write();
        byte[] before = _exported.Content;

        MetricsException error = Assert.Throws<MetricsException>(() => new Textfile(_exported.Path, Mode0640).Replace(
            text =>
            {
                text.Write("# HELP half");
                throw new IOException("No space left on device.");
            },
            static () => true));

        Assert.Equal(MetricsError.PrometheusNotWritable, error.Error);
        Assert.Contains("No space left", error.Message);
        Assert.Equal(before, _exported.Content);
        Assert.Equal(["mdf.prom"], _exported.Folder.Files());
    }

    [Fact]
    public void Write_AnotherWroteMeanwhile_ReadsTheStoreAgain()
    {
        // What the reading tells of a torn file comes before it is written: by then, another has.
        File.WriteAllBytes(_exported.Store.At("runs/torn.parquet"), [1, 2, 3]);
        int readings = 0;
        var exporter = new PrometheusExporter(
            [_exported.Store.Path],
            new PrometheusOptions(),
            TimeProvider.System,
            _ =>
            {
                if (++readings == 1)
                {
                    _exported.Add("late", 100, 1);
                    File.WriteAllText(_exported.Path, "# HELP mdf_run_ of another\n");
                }
            },
            static _ => { },
            default);

        exporter.Write(_exported.Path);

        Assert.Equal(2, readings);
        Assert.Contains("pipeline=\"late\"", File.ReadAllText(_exported.Path));
    }

    [Fact]
    public void Write_ManyAtOnce_EveryoneWhoReadsFindsAWholeFile()
    {
        _exported.Write();
        byte[] expected = _exported.Content;
        Task writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 10; i++)
                {
                    _exported.Write();
                }
            },
            TaskCreationOptions.LongRunning)));
        int scrapes = 0;
        while (!writing.IsCompleted || scrapes == 0)
        {
            Assert.Equal(expected, _exported.Content);
            scrapes++;
        }

        Assert.Null(writing.Exception);
        Assert.Equal(["mdf.prom"], _exported.Folder.Files());
    }

    private MetricsError Error(string path) => Assert.Throws<MetricsException>(() => new PrometheusExporter(
        [_exported.Store.Path],
        new PrometheusOptions(),
        TimeProvider.System,
        _exported.Errors.Add,
        _exported.Warnings.Add,
        default).Write(path)).Error;
}
