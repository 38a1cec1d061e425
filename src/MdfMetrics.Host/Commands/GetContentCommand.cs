using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Get-Content of text files.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = PathSet)]
public sealed class GetContentCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    [Alias("First", "Head")]
    public long TotalCount { get; set; } = long.MaxValue;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Last")]
    public int? Tail { get; set; }

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        foreach (string file in Files(path))
        {
            Write(file);
        }
    });

    private void Write(string file)
    {
        if (Raw)
        {
            WriteObject(File.ReadAllText(file));
            return;
        }

        IEnumerable<string> lines = File.ReadLines(file);
        long left = TotalCount;
        foreach (string line in Tail is { } tail ? lines.TakeLast(tail) : lines)
        {
            if (left-- <= 0)
            {
                break;
            }

            WriteObject(line);
        }
    }
}
