using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>Writes values as lines of UTF-8 text, as they come.</summary>
/// <param name="append">Whether the files keep what they hold.</param>
public abstract class ContentWriterCommand(bool append) : PSCmdlet, IDisposable
{
    private readonly List<StreamWriter> _writers = [];

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    public void Dispose()
    {
        _writers.ForEach(writer => writer.Dispose());
        GC.SuppressFinalize(this);
    }

    protected override void BeginProcessing()
    {
        foreach (string path in LiteralPath.Concat(Path.SelectMany(Existing)))
        {
            string file = GetUnresolvedProviderPathFromPSPath(path);
            if (ShouldProcess(file))
            {
                Open(file);
            }
        }
    }

    protected override void ProcessRecord()
    {
        foreach (object? item in Value ?? [])
        {
            string line = LanguagePrimitives.ConvertTo<string>(item) ?? string.Empty;
            _writers.ForEach(writer => writer.Write(NoNewline ? line : line + Environment.NewLine));
        }
    }

    protected override void EndProcessing() => Dispose();

    private IEnumerable<string> Existing(string path) => WildcardPattern.ContainsWildcardCharacters(path)
        ? SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _)
        : [path];

    private void Open(string file)
    {
        try
        {
            _writers.Add(new StreamWriter(file, append));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.WriteError, file));
        }
    }
}
