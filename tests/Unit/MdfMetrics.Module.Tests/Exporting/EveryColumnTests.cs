using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Exporting;

/// <summary>Objects that have the columns of runs, stages and operators are taken whole, those too of tomorrow.</summary>
public sealed class EveryColumnTests
{
    /// <summary>An object with a value of its own for each column, as a job, JSON and CSV leave it.</summary>
    private const string Objects = """
        $types = 'Get-MdfRun', 'Get-MdfStageMetric', 'Get-MdfOperatorMetric' |
            ForEach-Object { (Get-Command $_).OutputType[0].Type }
        function Columns([type] $Of) {
            $Of.GetProperties() |
                Where-Object { $_.CanWrite -and $_.Name -notin 'run_id', 'entry_id', 'revision', 'store', 'path' }
        }
        function Make([type] $Of, [scriptblock] $Convert) {
            $number = 0
            $object = [ordered]@{ run_id = 'r' }
            foreach ($column in Columns $Of) {
                $number++
                $value = switch -Wildcard ($column.PropertyType.ToString()) {
                    *Int64* { $number }
                    *Double* { $number + 0.5 }
                    *DateTime* { [datetime]::new(2026, 1, 24, 12, $number, 0, [DateTimeKind]::Utc).ToLocalTime() }
                    *JsonMap { "{`"a`":$number}" }
                    default { "text $number" }
                }
                if ($column.Name -eq 'role') { $value = if ($Of.Name -eq 'StageMetrics') { 'auxiliary' } else { 'transform' } }
                $object[$column.Name] = & $Convert $value
            }
            [pscustomobject]$object
        }
        function Differences([type] $Of, $Expected, $Actual) {
            Columns $Of | ForEach-Object Name |
                Where-Object { "$($Expected.$_)" -ne "$(if ($Actual.$_ -is [datetime]) { & $convert $Actual.$_ } else { $Actual.$_ })" } |
                ForEach-Object { "$_ $($Expected.$_) $($Actual.$_)" }
        }
        """;

    public static TheoryData<string> Conversions { get; } = new()
    {
        "{ $args[0] }",
        "{ if ($args[0] -is [datetime]) { $args[0].ToUniversalTime().ToString('o') } else { $args[0] } }",
        "{ if ($args[0] -is [datetime]) { $args[0].ToString() } else { \"$($args[0])\" } }",
    };

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Export_ObjectsOfAnyForm_KeepEveryColumn(string conversion)
    {
        using ModuleSession session = Scripts.Open();

        ScriptResult result = session.Invoke(Objects + $"$convert = {conversion}" + """

            $run = Make $types[0] $convert
            $stage = Make $types[1] $convert
            $row = Make $types[2] $convert
            $row.stage_name, $row.stage_index = $stage.stage_name, $stage.stage_index
            $row.pipeline_name = $stage.pipeline_name = $run.pipeline_name
            $run, $stage, $row | Export-MdfMetrics other
            Differences $types[0] $run (Get-MdfRun -Path other)
            Differences $types[1] $stage (Get-MdfStageMetric -Path other)
            Differences $types[2] $row (Get-MdfOperatorMetric -Path other)
            """).Clean();

        Assert.Empty(result.Texts());
    }

    [Theory]
    [InlineData("Operator", "run_id", "pipeline_name")]
    [InlineData("Stage", "run_id", "timestamp", "pass_rate", "stage_index", "wall_time", "pipeline_name")]
    public void Add_EveryColumn_HasAParameter(string level, params string[] computed)
    {
        using ModuleSession session = Scripts.Open();

        CommandInfo command = Assert.IsAssignableFrom<CommandInfo>(
            session.Invoke($"Get-Command Add-Mdf{level}Metric").Clean().Single.BaseObject);
        IEnumerable<string> columns = session.Invoke(
            $"(Get-Command Get-Mdf{level}Metric).OutputType[0].Type.GetProperties() | Where-Object CanWrite | ForEach-Object Name").Clean().Texts();

        Assert.Equal(
            computed,
            columns.Where(column => !command.Parameters.Values.Any(parameter => parameter.Aliases.Append(parameter.Name)
                .Contains(column, StringComparer.OrdinalIgnoreCase))));
    }
}
