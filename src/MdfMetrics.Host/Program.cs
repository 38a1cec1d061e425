using System.Reflection;
using MdfMetrics.Host;

const string Usage = """
    Usage: mdf <script.ps1> [arguments]
           mdf run --config <pipeline.yaml> [--max-samples n] [--batch-size n]
           mdf --version | --help

    Runs a PowerShell script, with the MdfMetrics module imported, as 'pwsh -File' would.
    'run' runs the pipeline that a YAML file describes, measures it, and prints what it did.
    It exits with 0 when the pipeline completed, 1 when it failed, 2 when the command line or
    the file is wrong, and 130 after Ctrl+C.
    """;

switch (args)
{
    case []:
        Console.Error.WriteLine(Usage);
        return ExitCode.Usage;
    case ["--help" or "-h" or "-?"] or ["run", "--help" or "-h" or "-?"]:
        Console.Out.WriteLine(Usage);
        return ExitCode.Success;
    case ["--version"]:
        Console.Out.WriteLine(Assembly.GetExecutingAssembly().GetName().Version!.ToString(3));
        return ExitCode.Success;
    case ["run", .. string[] words]:
        return PipelineArguments.Parse(words, out string problem) is { } parameters
            ? Start(runner => runner.RunPipeline(parameters))
            : Refuse(problem);
    case [['-', ..], ..]:
        return Refuse($"unknown option '{args[0]}'.");
}

string script = Path.GetFullPath(args[0]);
if (!File.Exists(script))
{
    Console.Error.WriteLine($"mdf: there is no script file '{args[0]}'.");
    return ExitCode.NoScript;
}

if (!Path.GetExtension(script).Equals(".ps1", StringComparison.OrdinalIgnoreCase))
{
    Console.Error.WriteLine($"mdf: '{args[0]}' is not a script: its name must end in .ps1.");
    return ExitCode.NoScript;
}

return Start(runner => runner.Run(script, args[1..]));

static int Refuse(string problem)
{
    Console.Error.WriteLine($"mdf: {problem}");
    Console.Error.WriteLine(Usage);
    return ExitCode.Usage;
}

static int Start(Func<ScriptRunner, int> run)
{
    if (ModuleLocation.Find(AppContext.BaseDirectory) is { } module)
    {
        return run(new ScriptRunner(module));
    }

    Console.Error.WriteLine($"mdf: the MdfMetrics module is neither in nor above '{AppContext.BaseDirectory}'.");
    return ExitCode.NoModule;
}
