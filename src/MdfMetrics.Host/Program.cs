using System.Reflection;
using MdfMetrics.Host;

const string Usage = """
    Usage: mdf <script.ps1> [arguments]
           mdf --version | --help

    Runs a PowerShell script, with the MdfMetrics module imported, as 'pwsh -File' would.
    """;

switch (args)
{
    case []:
        Console.Error.WriteLine(Usage);
        return ExitCode.Usage;
    case ["--help" or "-h" or "-?"]:
        Console.Out.WriteLine(Usage);
        return ExitCode.Success;
    case ["--version"]:
        Console.Out.WriteLine(Assembly.GetExecutingAssembly().GetName().Version!.ToString(3));
        return ExitCode.Success;
    case [['-', ..], ..]:
        Console.Error.WriteLine($"mdf: unknown option '{args[0]}'.");
        Console.Error.WriteLine(Usage);
        return ExitCode.Usage;
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

if (ModuleLocation.Find(AppContext.BaseDirectory) is not { } module)
{
    Console.Error.WriteLine($"mdf: the MdfMetrics module is neither in nor above '{AppContext.BaseDirectory}'.");
    return ExitCode.NoModule;
}

return new ScriptRunner(module).Run(script, args[1..]);
