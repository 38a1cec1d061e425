namespace MdfMetrics.Aggregation;

/// <summary>Records on their way through the operators of a stage, or of all stages of a run.</summary>
/// <param name="steps">The operators in order.</param>
internal sealed class Flow(IReadOnlyList<FlowStep> steps)
{
    /// <summary>Records that came in.</summary>
    public long Input => steps.Count > 0 ? steps[0].Entered : 0;

    /// <summary>Records that went out.</summary>
    public long Output => steps.Count > 0 ? steps[^1].Output : 0;

    /// <summary>The flow through a stage's operator rows, in any order.</summary>
    public static Flow Of(IEnumerable<OperatorMetrics> rows) =>
        new([.. RowOrder.Operators(rows).Select(step => FlowStep.Of([.. step]))]);

    /// <summary>
    /// A flow of which only the whole is known; with an aggregate in it, where its rate is not that of its counts.
    /// </summary>
    public static Flow Of(long input, long output, double passRate)
    {
        long passed = (long)Math.Round(input * (passRate / 100));
        return new Flow([new FlowStep(input, passed, output, IsAggregate: passed != output)]);
    }

    /// <summary>One flow after the other.</summary>
    public static Flow Join(IEnumerable<Flow> flows) => new([.. flows.SelectMany(flow => flow.Steps)]);

    /// <summary>This flow, or where the figures of its whole are known to be others, these alone.</summary>
    public Flow Or(long input, long output) => (input, output) == (Input, Output)
        ? this
        : new Flow([new FlowStep(input, output, output, IsAggregate: false)]);

    /// <summary>
    /// 100 · the product of what its pieces pass: an aggregate ends a piece, as other records leave it than came in.
    /// NaN when nothing came into the first; a later one without input says nothing.
    /// </summary>
    public double PassRate()
    {
        double rate = double.NaN;
        for (int first = 0, last; first < steps.Count; first = last + 1)
        {
            for (last = first; last < steps.Count - 1 && !steps[last].IsAggregate;)
            {
                last++;
            }

            long input = steps[first].Entered;
            if (first == 0)
            {
                rate = Rates.PassRate(input, steps[last].Passed);
            }
            else if (input > 0)
            {
                rate *= (double)steps[last].Passed / input;
            }
        }

        return rate;
    }

    private IReadOnlyList<FlowStep> Steps => steps;
}
