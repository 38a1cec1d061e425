using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>What Measure-MdfOperator -Pipeline counts: the command runs once, over the whole stream.</summary>
public sealed class MeasurePipelineTests
{
    private const string Commands = """
        function Sum { begin { $sum = 0 } process { $sum += $_ } end { $sum } }
        filter Odd { if ($_ % 2) { $_ } }
        function Frame { begin { 'begin' } process { $_ } end { 'end' } }
        filter Bad { if ($_ -eq 2) { throw 'two' }; $_ }
        filter Worse { Write-Error "p$_"; $_ }
        function BadEnd { process { $_ } end { throw 'late' } }
        """;

    private const string Rows = "Stop-MdfRun | Get-MdfOperatorMetric | Show input_records, output_records, error_count";

    [Theory]
    [InlineData("1..4 | Measure-MdfOperator op -Pipeline { Sum }", "10", "4 1 0")]
    [InlineData("1..4 | Measure-MdfOperator op -Pipeline { Odd }", "1 3", "4 2 0")]
    [InlineData("1..4 | Measure-MdfOperator op -Pipeline { Odd | Sum }", "4", "4 1 0")]
    [InlineData("1..2 | Measure-MdfOperator op -Pipeline { Frame }", "begin 1 2 end", "2 4 0")]
    [InlineData("1..2 | Measure-MdfOperator op -Pipeline { Frame | Frame }", "begin begin 1 2 end end", "2 6 0")]
    [InlineData("@() | Measure-MdfOperator op -Pipeline { Sum }", "0", "0 1 0")]
    [InlineData("1..9 | Measure-MdfOperator op -Pipeline { Select-Object -First 2 } | Sum", "3", "2 2 0")]
    [InlineData("1..9 | Measure-MdfOperator op -Pipeline { Select-Object -First 2 | Sum }", "3", "2 1 0")]
    [InlineData("$n = 2; 1..4 | Measure-MdfOperator op -Pipeline { Where-Object { $_ -gt $n } }", "3 4", "4 2 0")]
    [InlineData(
        "$p = @{ Process = { $_ * 2 } }; 1..2 | Measure-MdfOperator op -Pipeline { ForEach-Object @p }",
        "2 4",
        "2 2 0")]
    [InlineData("1..2 | Measure-MdfOperator op -Pipeline { & { $input | % { -$_ } } }", "-1 -2", "2 2 0")]
    [InlineData("1..3 | Measure-MdfOperator op -OnError Skip -Pipeline { Bad } -ErrorAction Ignore", "1 3", "3 2 1")]
    [InlineData("1..3 | Measure-MdfOperator op -Pipeline { Worse } -ErrorAction Ignore", "1 2 3", "3 3 3")]
    [InlineData("1..3 | Measure-MdfOperator op -Pipeline { Worse | Sum } -ErrorAction Ignore", "6", "3 1 3")]
    [InlineData("try { 1..3 | Measure-MdfOperator op -Pipeline { Bad } } catch { \"$_\" }", "1 two", "2 1 1")]
    [InlineData(
        "try { 1..3 | Measure-MdfOperator op -Pipeline { Worse } -ErrorAction Stop } catch { \"$_\" }",
        "p1",
        "1 0 1")]
    [InlineData("try { 1..2 | Measure-MdfOperator op -Pipeline { BadEnd } } catch { \"$_\" }", "1 2 late", "2 2 1")]
    [InlineData(
        "try { 1..2 | Measure-MdfOperator op -Pipeline { Odd } | % { throw 'down' } } catch { \"$_\" }",
        "down",
        "1 1 0")]
    public void Pipeline_Records_AreCounted(string script, string output, string row)
    {
        using ModuleSession session = Scripts.Record();
        session.Invoke(Commands).Clean();

        Assert.Equal(output, string.Join(' ', session.Invoke(script).Texts()));
        Assert.Equal([row], session.Invoke(Rows).Texts());
    }

    [Fact]
    public void Pipeline_Closure_KeepsItsVariables()
    {
        using ModuleSession session = Scripts.Record();

        Assert.Equal(
            ["3"],
            session.Invoke("$b = & { $min = 2; { Where-Object { $_ -gt $min } }.GetNewClosure() }; 1..3 | Measure-MdfOperator op -Pipeline $b").Clean().Texts());
    }

    [Theory]
    [InlineData("{ $_ }")]
    [InlineData("{ $_ | Out-Null }")]
    [InlineData("{ Out-Null; Out-Null }")]
    [InlineData("{ Out-Null 2>$null }")]
    [InlineData("{ param($a) Out-Null }")]
    [InlineData("{ process { Out-Null } }")]
    [InlineData("{ }")]
    public void Pipeline_OtherThanCommands_IsRefused(string block)
    {
        using ModuleSession session = Scripts.Record();

        ErrorRecord error = session.Refusal($"1 | Measure-MdfOperator op -Pipeline {block}");

        Assert.Equal("InvalidPipeline", error.Id());
        Assert.Empty(session.Invoke(Rows).Texts());
    }

    [Fact]
    public void Pipeline_UnknownCommand_IsItsError()
    {
        using ModuleSession session = Scripts.Record();

        Assert.Equal(
            "CommandNotFoundException",
            session.Refusal("1 | Measure-MdfOperator op -Pipeline { No-Such }").Exception.GetType().Name);
    }

    [Theory]
    [InlineData("{ $_ }")]
    [InlineData("-Pipeline { Where-Object { $true } }")]
    public void Output_PropertiesAddedToATextOrNumber_Survive(string block)
    {
        using ModuleSession session = Scripts.Record();
        var text = new PSObject("text");
        text.Properties.Add(new PSNoteProperty("line", 7));

        Assert.Equal([7], session.Invoke($"param($t) ($t | Measure-MdfOperator op {block}).line", text).Clean().Values);
    }
}
