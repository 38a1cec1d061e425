using System.Collections;
using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.ParquetFiles.Columns;
using MdfMetrics.Storage.Schema;

namespace MdfMetrics.Maintenance.Tagging;

/// <summary>What is to become of the labels of runs.</summary>
internal sealed class LabelChange
{
    private readonly TagMerge? _tags;
    private readonly string? _pipelineName;

    /// <param name="tags">Tags to be merged with those that runs have; null in it takes one away. Null: no change.</param>
    /// <param name="pipelineName">The pipeline's name; null: no change.</param>
    /// <exception cref="MetricsException">InvalidName.</exception>
    public LabelChange(IDictionary? tags, string? pipelineName)
    {
        _tags = tags is null ? null : new TagMerge(tags);
        _pipelineName = pipelineName is null ? null : PipelineName.Validate(pipelineName);
    }

    /// <summary>The datasets that have such labels, that of the runs last.</summary>
    public IEnumerable<Dataset> Datasets => _pipelineName is null ? [MetricsSchema.Runs] : MetricsSchema.All;

    /// <summary>
    /// Whether anything of a run is to be written. A name always is: where an earlier call was cut off, some of the
    /// run's rows may still have the old one.
    /// </summary>
    public bool Changes(RunMetrics run) => _pipelineName is not null || _tags?.Changes(run.tags) == true;

    /// <summary>What is to be done to rows of a dataset.</summary>
    public Action<string, ColumnBatch, Range> In(Dataset dataset) => (_, rows, range) =>
    {
        if (_pipelineName is not null)
        {
            var names = (TextBatch)rows.Column(nameof(RunMetrics.pipeline_name));
            for (int i = range.Start.Value; i < range.End.Value; i++)
            {
                names.Set(i, _pipelineName);
            }
        }

        if (dataset == MetricsSchema.Runs)
        {
            _tags?.Apply(rows, range);
        }
    };
}
