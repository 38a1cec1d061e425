using System.Management.Automation;

namespace MdfMetrics.Host.UserInterface;

/// <summary>The latest progress record as one line at the bottom of the terminal.</summary>
internal sealed class ProgressLine
{
    private int _shown;

    /// <summary>Shows a record in place of the one before; one that is completed takes the line away.</summary>
    public void Show(ProgressRecord record)
    {
        Hide();
        if (record.RecordType == ProgressRecordType.Completed)
        {
            return;
        }

        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : string.Empty;
        string line = $"{record.Activity}: {record.StatusDescription}{percent}".ReplaceLineEndings(" ");
        line = line[..Math.Min(line.Length, Terminal.Width - 1)];
        Console.Error.Write(line);
        _shown = line.Length;
    }

    /// <summary>Takes the line away, so that other output can follow.</summary>
    public void Hide()
    {
        if (_shown > 0)
        {
            Console.Error.Write($"\r{new string(' ', _shown)}\r");
            _shown = 0;
        }
    }
}
