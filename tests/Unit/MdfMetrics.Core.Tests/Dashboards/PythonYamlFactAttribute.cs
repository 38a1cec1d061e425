namespace MdfMetrics.Tests.Dashboards;

/// <summary>A test that needs PyYAML; where it is missing, the test says so.</summary>
internal sealed class PythonYamlFactAttribute : FactAttribute
{
    public PythonYamlFactAttribute() =>
        Skip = PythonYaml.IsThere ? null : "There is no python3 with yaml on this machine.";
}
