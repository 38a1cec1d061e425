namespace MdfMetrics.Module.Tests.Host;

/// <summary>A test that sends signals to a program that it starts.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SignalTheoryAttribute : TheoryAttribute
{
    public SignalTheoryAttribute() => Skip = Interrupt.Obstacle!;
}
