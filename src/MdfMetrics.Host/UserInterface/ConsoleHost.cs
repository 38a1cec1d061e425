using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace MdfMetrics.Host.UserInterface;

/// <summary>The host that scripts see as <c>$Host</c>: a console, or the files that it is redirected to.</summary>
internal sealed class ConsoleHost : PSHost
{
    /// <inheritdoc/>
    public override string Name => "MdfHost";

    /// <inheritdoc/>
    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI => Console;

    /// <summary>The same as <see cref="UI"/>.</summary>
    public ConsoleUserInterface Console { get; } = new();

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>What the script gave to <c>exit</c>; null when it did not.</summary>
    public int? ExitCode { get; private set; }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw Unattended("a nested prompt");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw Unattended("a nested prompt");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <summary>The error of a script that asks where nobody answers.</summary>
    public static HostException Unattended(string what) =>
        new($"{what} is not available: mdf runs scripts unattended. Give the value as a parameter.");
}
