using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Host;

/// <summary>The built <c>mdf</c> as a process of its own, in a temporary folder, its streams captured.</summary>
internal sealed class MdfProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <summary>Starts it on a script with the given text.</summary>
    public MdfProcess(string script, params string[] arguments)
        : this(session => [session.Write("script.ps1", script), .. arguments])
    {
    }

    private MdfProcess(Func<TemporaryFolder, IEnumerable<string>> commandLine, string input = "")
    {
        Folder = new TemporaryFolder();
        string[] command = Interrupt.Heeded(["dotnet", Path.Combine(BuildOutput.Mdf, "mdf.dll"), .. commandLine(Folder)]);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Folder.Path,
        };
        start.Environment["PSModulePath"] = string.Empty;
        start.Environment["NO_COLOR"] = "1";
        _process = Process.Start(start)!;
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The process's current folder.</summary>
    public TemporaryFolder Folder { get; }

    /// <summary>Runs a script to its end.</summary>
    public static MdfResult Run(string script, params string[] arguments)
    {
        using var process = new MdfProcess(script, arguments);
        return process.Finish();
    }

    /// <summary>Runs it with just these words on the command line.</summary>
    public static MdfResult RunWith(params string[] arguments)
    {
        using var process = new MdfProcess(_ => arguments);
        return process.Finish();
    }

    /// <summary>Starts it without words, for lines that are typed at its prompt.</summary>
    public static MdfProcess AtPrompt(string input) => new(_ => [], input);

    /// <summary>Starts it with just these words on the command line, in a folder that is filled first.</summary>
    public static MdfProcess In(Action<TemporaryFolder> fill, params string[] arguments) => new(folder =>
    {
        fill(folder);
        return arguments;
    });

    /// <summary>Starts <c>mdf run</c> on a pipeline file p.yaml, beside a module ops.psm1.</summary>
    public static MdfProcess OfPipeline(string module, string pipeline, params string[] options) => new(folder =>
    {
        folder.Write("ops.psm1", module);
        return ["run", "--config", folder.Write("p.yaml", pipeline), .. options];
    });

    /// <summary>The next line of its standard output.</summary>
    public string? ReadLine() => Eventually.Ends(_process.StandardOutput.ReadLineAsync(), s_patience, "a line of mdf");

    /// <summary>Sends it a signal, as Ctrl+C and kill do.</summary>
    public void Signal(int number) => Assert.Equal(0, Kill(_process.Id, number));

    /// <summary>Sends it a signal, which comes too late where it has ended.</summary>
    public void SignalIfAlive(int number) => _ = Kill(_process.Id, number);

    /// <summary>Lets it live for a while, or until it ends.</summary>
    public void Live(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Kills it, as the system does when memory runs out: nothing of it runs any more.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    public MdfResult Finish()
    {
        string output = Eventually.Ends(_process.StandardOutput.ReadToEndAsync(), s_patience, "the end of mdf");
        string errors = Eventually.Ends(_errors, s_patience, "the end of its errors");
        Assert.True(_process.WaitForExit(s_patience));
        return new MdfResult(_process.ExitCode, output.ReplaceLineEndings("\n"), errors.ReplaceLineEndings("\n"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        Folder.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
