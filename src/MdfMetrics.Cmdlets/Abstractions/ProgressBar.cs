using System.Globalization;
using System.Management.Automation;
using MdfMetrics.Progress;

namespace MdfMetrics.Cmdlets.Abstractions;

/// <summary>
/// Shows how far the long work of a cmdlet is, and takes that away in the end. Whether anybody sees it,
/// $ProgressPreference and the host decide.
/// </summary>
internal sealed class ProgressBar(Cmdlet cmdlet)
{
    private const int Id = 0;

    private WorkProgress? _progress;
    private string _activity = string.Empty;
    private string? _path;
    private bool _isShown;

    /// <summary>Begins work.</summary>
    /// <param name="activity">What is done.</param>
    /// <param name="path">The store or folder that it is done to; null where that is not one.</param>
    public WorkProgress Begin(string activity, string? path)
    {
        Complete();
        _activity = path is null ? activity : $"{activity} {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}";
        _path = path;
        _progress ??= new WorkProgress(TimeProvider.System, Show);
        _progress.Restart();
        return _progress;
    }

    /// <summary>Takes it away. After Ctrl+C a cmdlet may write nothing: the host does it then.</summary>
    public void Complete()
    {
        if (_isShown && !cmdlet.Stopping)
        {
            _isShown = false;
            cmdlet.WriteProgress(new ProgressRecord(Id, _activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }

    private void Show(WorkState state)
    {
        try
        {
            cmdlet.WriteProgress(new ProgressRecord(Id, _activity, Status(state))
            {
                CurrentOperation = _path,
                PercentComplete = state.Percent,
            });
            _isShown = true;
        }
        catch (PipelineStoppedException)
        {
            // Ctrl+C. The work hears of it where it can stop, and is not cut off while it deletes files.
        }
    }

    private static string Status(WorkState state) => state switch
    {
        { Unit: null } => state.Step,
        { Total: { } total } => string.Create(
            CultureInfo.CurrentCulture,
            $"{state.Step}: {state.Done:N0} of {total:N0} {state.Unit}"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{state.Step}: {state.Done:N0} {state.Unit}"),
    };
}
