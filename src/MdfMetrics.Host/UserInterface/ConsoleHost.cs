using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace MdfMetrics.Host.UserInterface;

/// <summary>The host that scripts see as <c>$Host</c>: a console, or the files that it is redirected to.</summary>
internal sealed class ConsoleHost : PSHost
{
    public override string Name => "MdfHost";

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => Console;

    /// <summary>The same as <see cref="UI"/>.</summary>
    public ConsoleUserInterface Console { get; } = new();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>What the script gave to <c>exit</c>; null when it did not.</summary>
    public int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw Unattended("a nested prompt");

    public override void ExitNestedPrompt() => throw Unattended("a nested prompt");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    /// <summary>The error of a script that asks where nobody answers.</summary>
    public static HostException Unattended(string what) =>
        new($"{what} is not available: mdf runs scripts unattended. Give the value as a parameter.");
}
