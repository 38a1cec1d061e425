using MdfMetrics.Watching;

namespace MdfMetrics.Cmdlets.Watching;

/// <summary>Shows watched runs, look after look; disposed, it leaves all as it was before.</summary>
internal interface IWatchDisplay : IDisposable
{
    /// <summary>Takes what a look has found: the live runs, and those that have ended since the one before.</summary>
    void Show(IReadOnlyList<RunPicture> pictures);
}
