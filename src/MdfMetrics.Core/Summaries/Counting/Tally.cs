using MdfMetrics.Summaries.Scanning;
using MdfMetrics.Summaries.Tables;

namespace MdfMetrics.Summaries.Counting;

/// <summary>The figures of stages and operators, as one thread adds them up. Periods are numbers here.</summary>
/// <param name="periods">The beginning of each period, and the pipeline whose runs it has.</param>
internal sealed class Tally((DateTime Start, string? Pipeline)[] periods)
{
    private const int NoName = -1;

    private readonly NameTable _names = new();
    private readonly Dictionary<(int Period, int Stage, int Operator), SummaryAccumulator> _figures = [];

    public int Number(ReadOnlyMemory<char> name) => _names.Number(name);

    /// <summary>The figures of a stage in a period.</summary>
    public SummaryAccumulator Stage(int period, int stage) => Find((period, stage, NoName));

    /// <summary>The figures of an operator in a period.</summary>
    public SummaryAccumulator Operator(int period, int stage, int step) => Find((period, stage, step));

    /// <summary>Adds what another thread added up.</summary>
    public void Add(Tally other)
    {
        foreach (((int period, int stage, int step), SummaryAccumulator figures) in other._figures)
        {
            var key = (period, Translate(stage), step == NoName ? NoName : Translate(step));
            if (!_figures.TryAdd(key, figures))
            {
                _figures[key].Add(figures);
            }
        }

        int Translate(int number) => Number(other._names[number].AsMemory());
    }

    /// <summary>The figures of the stages.</summary>
    public Dictionary<SummaryKey, SummaryAccumulator> Stages() => Where(static isOperator => !isOperator);

    /// <summary>The figures of the operators.</summary>
    public Dictionary<SummaryKey, SummaryAccumulator> Operators() => Where(static isOperator => isOperator);

    private Dictionary<SummaryKey, SummaryAccumulator> Where(Func<bool, bool> wanted) => _figures
        .Where(entry => wanted(entry.Key.Operator != NoName))
        .ToDictionary(
            entry => new SummaryKey(
                periods[entry.Key.Period].Start,
                periods[entry.Key.Period].Pipeline,
                _names[entry.Key.Stage],
                entry.Key.Operator == NoName ? "" : _names[entry.Key.Operator]),
            static entry => entry.Value);

    private SummaryAccumulator Find((int Period, int Stage, int Operator) key)
    {
        if (!_figures.TryGetValue(key, out SummaryAccumulator? figures))
        {
            _figures.Add(key, figures = new SummaryAccumulator());
        }

        return figures;
    }
}
