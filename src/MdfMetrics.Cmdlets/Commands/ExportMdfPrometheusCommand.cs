using System.Collections;
using System.Management.Automation;
using MdfMetrics.Cmdlets.Abstractions;
using MdfMetrics.Cmdlets.Completion;
using MdfMetrics.Cmdlets.Filters;
using MdfMetrics.Prometheus;

namespace MdfMetrics.Cmdlets.Commands;

/// <summary>Export-MdfPrometheus: the last run of each pipeline as a textfile that node_exporter serves.</summary>
[Cmdlet(VerbsData.Export, "MdfPrometheus", SupportsShouldProcess = true, HelpUri = HelpPage.Address)]
[OutputType(typeof(FileInfo))]
public sealed class ExportMdfPrometheusCommand : MdfCommand
{
    private static readonly PrometheusOptions s_defaults = new();

    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    [Parameter]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[]? Store { get; set; }

    [Parameter]
    [Alias("pipeline_name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PipelineNameCompleter))]
    public string[]? PipelineName { get; set; }

    [Parameter]
    public PrometheusLevel Level { get; set; } = s_defaults.Level;

    [Parameter]
    [ValidateNotNull]
    public IDictionary Label { get; set; } = new Hashtable();

    [Parameter]
    public SwitchParameter Histogram { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxSeries { get; set; } = s_defaults.MaxSeries;

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void End()
    {
        string target = FullPath(Path);
        if (!ShouldProcess(target, "Write the textfile"))
        {
            return;
        }

        var exporter = new PrometheusExporter(
            Store is null ? [StorePath(null)] : [.. Store.Select(FullPath).Distinct(StringComparer.Ordinal)],
            new PrometheusOptions
            {
                Level = Level,
                PipelineMatches = new NameFilter(PipelineName).Test,
                Labels = [.. Labels()],
                Histogram = Histogram,
                MaxSeries = MaxSeries,
            },
            TimeProvider.System,
            ReportFile,
            WriteWarning,
            Cancellation);
        if (exporter.Write(target) == 0)
        {
            return;
        }

        if (!target.EndsWith(".prom", StringComparison.Ordinal))
        {
            WriteWarning($"node_exporter reads files whose name ends in .prom, and '{target}' does not.");
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(target));
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Labels() => Label.Keys.Cast<object>()
        .Select(name => KeyValuePair.Create(
            LanguagePrimitives.ConvertTo<string>(name),
            LanguagePrimitives.ConvertTo<string>(Label[name])))
        .OrderBy(label => label.Key, StringComparer.Ordinal);
}
