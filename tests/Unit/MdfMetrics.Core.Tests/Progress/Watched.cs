using System.Globalization;
using MdfMetrics.Progress;
using Microsoft.Extensions.Time.Testing;

namespace MdfMetrics.Tests.Progress;

/// <summary>Long work of which all is told: on its clock a second goes by between two looks.</summary>
internal sealed class Watched
{
    private readonly List<WorkState> _told = [];

    /// <param name="onTold">Receives how many times it was told by now.</param>
    public Watched(Action<int>? onTold = null) => Progress = new WorkProgress(
        new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) },
        state =>
        {
            _told.Add(state);
            onTold?.Invoke(_told.Count);
        });

    public WorkProgress Progress { get; }

    public IReadOnlyList<WorkState> Told => _told;

    /// <summary>How far each step came: what, done/total and unit.</summary>
    public string[] Steps =>
    [
        .. _told.Select((state, i) => (state, i))
            .Where(told => told.i == _told.Count - 1 || _told[told.i + 1].Step != told.state.Step)
            .Select(told => Text(told.state)),
    ];

    private static string Text(WorkState state) => state.Unit is null ? state.Step : string.Create(
        CultureInfo.InvariantCulture,
        $"{state.Step}: {state.Done}{(state.Total is { } total ? $"/{total}" : "")} {state.Unit}");
}
