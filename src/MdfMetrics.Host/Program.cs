using System.Reflection;
using Microsoft.PowerShell;

namespace MdfMetrics.Host;

/// <summary>The command line: what <c>mdf</c> adds to that of pwsh.</summary>
internal static class Program
{
    /// <summary>What --help tells.</summary>
    public const string Usage = """
        Usage: mdf <script.ps1> [arguments]
               mdf -Command <text> | any other option of pwsh
               mdf run --config <pipeline.yaml> [--max-samples n] [--batch-size n]
                       [--pipeline-name name] [--path store] [--run-id id [--new-attempt]]
                       [--tag key=value]...
               mdf
               mdf --version | --help

        PowerShell with the MdfMetrics module imported. It runs a script or a command as
        'pwsh -NoProfile' would; alone, it prompts. 'run' runs the pipeline that a YAML file
        describes, measures it, and prints what it did. It exits with 0 when the pipeline
        completed, 1 when it failed, 2 when the command line or the file is wrong, and 130
        after Ctrl+C.
        """;

    /// <summary>The version of mdf, which is that of the module.</summary>
    public static string Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);

    private static int Main(string[] arguments)
    {
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "pwsh")
        {
            // Started by an engine, for a job of its own.
            return ConsoleShell.Start(bannerText: null, helpText: null, arguments);
        }

        switch (arguments)
        {
            case []:
                return Engine.Start(["-NoProfile"]);
            case ["--help" or "-h" or "-?"] or ["run", "--help" or "-h" or "-?"]:
                Console.Out.WriteLine(Usage);
                return ExitCode.Success;
            case ["--version"]:
                Console.Out.WriteLine(Version);
                return ExitCode.Success;
            case ["run", .. string[] words]:
                return RunArguments.Parse(words, out string problem) is { } parameters
                    ? Watched(() => PipelineRun.Start(parameters))
                    : Refuse(problem);
            case [['-', '-', ..], ..]:
                return Refuse($"unknown option '{arguments[0]}'.");
            case [['-', ..], ..]:
                return Watched(() => Engine.Start(["-NoProfile", .. arguments]));
            default:
                return Watched(() => Engine.Start(["-NoProfile", "-File", .. arguments]));
        }
    }

    private static int Watched(Func<int> start)
    {
        using var signals = new Signals();
        int exitCode = start();
        return signals.ExitCode ?? exitCode;
    }

    private static int Refuse(string problem)
    {
        Console.Error.WriteLine($"mdf: {problem}");
        Console.Error.WriteLine(Usage);
        return ExitCode.Usage;
    }
}
