using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using MdfMetrics.Configuration;

namespace MdfMetrics.Cmdlets.Pipelines.Planning;

/// <summary>
/// What the workers of a pipeline find in their runspaces: the caller's location and preferences, this module, the
/// modules that the caller imported by path and those that the document names, the caller's own functions, and the
/// cmdlets that its host brings.
/// </summary>
internal sealed class PipelineEnvironment
{
    private static readonly string[] s_preferences =
        ["VerbosePreference", "DebugPreference", "PSModuleAutoLoadingPreference"];

    private readonly InitialSessionState _state = InitialSessionState.CreateDefault2();
    private readonly List<string> _modules;
    private readonly string _functions;
    private readonly string _location;

    public PipelineEnvironment(PSCmdlet caller)
    {
        CommandInvocationIntrinsics commands = caller.SessionState.InvokeCommand;
        _location = caller.SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        _modules = [Manifest(caller.MyInvocation.MyCommand.Module), .. OutsideModulePath(caller)];
        _functions = AddFunctions(commands);
        foreach (CmdletInfo cmdlet in commands.GetCommands("*", CommandTypes.Cmdlet, nameIsPattern: true)
            .OfType<CmdletInfo>()
            .Where(cmdlet => string.IsNullOrEmpty(cmdlet.ModuleName)))
        {
            _state.Commands.Add(new SessionStateCmdletEntry(cmdlet.Name, cmdlet.ImplementingType, cmdlet.HelpFile));
        }

        foreach (string name in s_preferences)
        {
            string parameter = name[..^"Preference".Length];
            object? value = caller.MyInvocation.BoundParameters.TryGetValue(parameter, out object? given)
                ? (SwitchParameter)given ? ActionPreference.Continue : ActionPreference.SilentlyContinue
                : caller.GetVariableValue(name);
            if (value is not null)
            {
                _state.Variables.Add(new SessionStateVariableEntry(name, value, string.Empty));
            }
        }
    }

    /// <summary>A runspace whose pipelines run on the thread that invokes them; not open yet.</summary>
    public Runspace Create()
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(_state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        return runspace;
    }

    /// <summary>Opens a runspace and makes everything known in it but the document's modules.</summary>
    public void Open(Runspace runspace)
    {
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(_location));
        foreach (string module in _modules)
        {
            Import(runspace, module);
        }

        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddScript(_functions).Invoke();
    }

    /// <summary>Imports the modules that a document names; those that can't be are noted.</summary>
    public void Import(Runspace runspace, IEnumerable<ConfigValue> modules, ConfigProblems problems)
    {
        foreach (ConfigValue module in modules)
        {
            string name = module.Text();
            string path = System.IO.Path.GetFullPath(name, _location);
            bool isPath = File.Exists(path) || (Directory.Exists(path) && name.AsSpan().ContainsAny('/', '\\'));
            try
            {
                Import(runspace, isPath ? path : name);
                _modules.Add(isPath ? path : name);
            }
            catch (RuntimeException e)
            {
                string reason = e.ErrorRecord.Exception.Message.TrimEnd('.');
                problems.Add(module, $"the module '{name}' can't be imported: {reason}");
            }
        }
    }

    private static void Import(Runspace runspace, string module)
    {
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand("Import-Module")
            .AddParameter("Name", module)
            .AddParameter("DisableNameChecking")
            .AddParameter("ErrorAction", ActionPreference.Stop)
            .Invoke();
    }

    /// <summary>The rest loads by itself when a command of it is called.</summary>
    private static IEnumerable<string> OutsideModulePath(PSCmdlet caller)
    {
        string[] folders =
        [
            caller.SessionState.PSVariable.GetValue("PSHOME")?.ToString() ?? AppContext.BaseDirectory,
            .. (Environment.GetEnvironmentVariable("PSModulePath") ?? string.Empty)
                .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return caller.InvokeCommand.InvokeScript("Microsoft.PowerShell.Core\\Get-Module")
            .Select(module => (PSModuleInfo)module.BaseObject)
            .Where(module => module.Name != caller.MyInvocation.MyCommand.ModuleName && File.Exists(module.Path)
                && !folders.Any(folder => IsBelow(folder, module.Path)))
            .Select(Manifest);
    }

    private static bool IsBelow(string folder, string path) => path.StartsWith(
        folder.TrimEnd(System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar)
            + System.IO.Path.DirectorySeparatorChar,
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string Manifest(PSModuleInfo module)
    {
        string manifest = System.IO.Path.Combine(module.ModuleBase, $"{module.Name}.psd1");
        return File.Exists(manifest) ? manifest : module.Path;
    }

    /// <summary>
    /// Copies the functions as text, since a script block belongs to the runspace that made it.
    /// </summary>
    /// <returns>The text that defines those of them that were written as functions or filters.</returns>
    private string AddFunctions(CommandInvocationIntrinsics commands)
    {
        Dictionary<string, string> known = _state.Commands
            .OfType<SessionStateFunctionEntry>()
            .ToDictionary(entry => entry.Name, entry => entry.Definition, StringComparer.OrdinalIgnoreCase);
        var written = new List<string>();
        foreach (FunctionInfo function in commands
            .GetCommands("*", CommandTypes.Function | CommandTypes.Filter, nameIsPattern: true)
            .OfType<FunctionInfo>()
            .Where(function => string.IsNullOrEmpty(function.ModuleName)
                && !(known.TryGetValue(function.Name, out string? text) && text == function.Definition)))
        {
            if (function.ScriptBlock.Ast is FunctionDefinitionAst definition)
            {
                written.Add(definition.Extent.Text);
            }
            else
            {
                _state.Commands.Add(new SessionStateFunctionEntry(function.Name, function.Definition));
            }
        }

        return string.Join(Environment.NewLine, written);
    }
}
