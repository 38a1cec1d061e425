using MdfMetrics.Benchmarks;
using MdfMetrics.Reports;
using MdfMetrics.Reports.Data;
using MdfMetrics.Reports.Pages;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>Reports of many kinds of runs as files, each made when it is first asked for.</summary>
public sealed class ReportPages : IDisposable
{
    public const string Slow = "slow";
    public const string Large = "large";
    public const string Thousand = "thousand";
    public const string Odd = "odd";

    private const string Script = "</script><img src=x onerror=alert(1)>";

    private static readonly Dictionary<string, Func<Report>> s_reports = new()
    {
        [Slow] = () => OfNights(31, new Night { Lookup = 3, Straggler = 2, Insert = 1.8, Commit = "8be01d4c" }),
        ["failed"] = () => OfNights(
            12, new Night { Status = RunStatus.Failed, Error = "enrich: connection reset by peer", Without = "load" }),
        ["short"] = () => OfNights(12, new Night { Records = 90, Kept = 0.5, Errors = 3 }),
        ["empty"] = () => OfNights(12, new Night { Records = 0 }),
        ["first"] = () => OfNights(0, new Night()),
        [Odd] = OfOddNames,
        [Large] = OfManyRows,
        ["pipeline"] = () =>
        {
            using var nightly = Nightly.Of(20);
            nightly.Add(new Night { Lookup = 3 });
            nightly.Add(new Night { Status = RunStatus.Failed, Error = Script });
            nightly.Add(new Night { Lookup = 3, Records = 0 });
            nightly.Add(new Night { Lookup = 3 });
            return nightly.ReportOfAll();
        },
        [Thousand] = () => Maker().Make([.. ReportStore.Runs(1000, 2, 2, 1)]),
        ["overview"] = () =>
        {
            using var nightly = Nightly.Of(12);
            nightly.Add(new Night { Pipeline = Script });
            nightly.Add(new Night { Pipeline = "每小时 ⏰", Every = TimeSpan.FromHours(1), Status = RunStatus.Failed });
            nightly.Add(new Night { Lookup = 4 });
            return nightly.ReportOfAll();
        },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("mdf-pages-").FullName;

    public static TheoryData<string> Names => [.. s_reports.Keys];

    /// <summary>The path of a page.</summary>
    public string this[string name]
    {
        get
        {
            string path = Path.Combine(_folder, $"{name} &#1.html");
            lock (s_reports)
            {
                if (!File.Exists(path))
                {
                    File.WriteAllBytes(path, Page.Html(s_reports[name]()));
                }
            }

            return path;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static RunReport OfNights(int before, Night last)
    {
        using var nightly = Nightly.Of(before);
        nightly.Add(last);
        return nightly.Report();
    }

    private static Report OfManyRows()
    {
        using var store = new TemporaryStore();
        ReportStore.Fill(store.Path, runs: 4, stages: 10, operators: 20, workers: 64);
        return Maker().Make([store.Runs()[^1]]);
    }

    private static ReportMaker Maker(string? title = null) =>
        new(TimeProvider.System, error => throw error, default) { Title = title };

    private static Report OfOddNames()
    {
        string[] names =
        [
            Script,
            "__proto__",
            "constructor",
            "漢字の変換 😀",
            "مرحبا بالعالم",
            "{{JSON}} ${x} %s",
            "a\"b\\c\u2028\n\t",
            new string('w', 200),
        ];
        using var store = new TemporaryStore();
        for (int i = 0; i < 12; i++)
        {
            OperatorMetrics[] rows =
            [
                .. names.SelectMany(stage => names.Take(3), (stage, name) => MemoryRun.Operator(
                    name, [0.001, 0.002, i == 11 ? 4 : 0.4], output: 2, errors: 1, worker: stage) with
                {
                    stage_name = stage,
                    custom_metrics = JsonMap.FromDictionary(names.ToDictionary(key => key)),
                }),
            ];
            RunMetrics run = MemoryRun.Of($"odd_{i:00}", 24 * i, rows) with
            {
                pipeline_name = Script,
                host = Script,
                error = Script,
                tags = JsonMap.FromDictionary(names.ToDictionary(key => key)),
                config = JsonMap.FromDictionary(names.ToDictionary(key => key, key => $"{key}{i}")),
            };
            store.Write(new Sample(run, run.Stages!, run.Operators!));
        }

        return Maker(Script).Make([store.Runs()[^1]]);
    }
}
