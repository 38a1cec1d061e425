using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Pipelines;

/// <summary>A session whose functions a pipeline file may name, and the file.</summary>
internal sealed class Pipeline : IDisposable
{
    /// <summary>
    /// Numbers gives 1 to -Count, without end when none is given; the operators say what they do; Collect writes a
    /// line for each record to the file out.txt.
    /// </summary>
    private const string Functions = """
        function Numbers([long] $Count = [long]::MaxValue) { for ($i = 1L; $i -le $Count; $i++) { $i } }
        filter Same { $_ }
        filter Double { $_; $_ }
        filter Odd { if ($_ % 2) { $_ } }
        filter Slow([int] $Milliseconds) { Start-Sleep -Milliseconds $Milliseconds; $_ }
        filter ThrowAt([long] $At) { if ($_ -eq $At) { throw "boom at $_" }; $_ }
        filter WriteAt([long] $At) { if ($_ -eq $At) { Write-Error "problem at $_" -ErrorId Problem -Category InvalidOperation -TargetObject "problem at $_" } else { $_ } }
        function SumAll { begin { $sum = 0 } process { $sum += $_ } end { $sum } }
        function ThrowAtEnd { process { $_ } end { throw 'boom at the end' } }
        filter Fan([int] $Count) { for ($i = 0; $i -lt $Count; $i++) { $i } }
        function Collect {
            begin { $writer = [System.IO.StreamWriter]::new("$PWD/out.txt") }
            process { $writer.WriteLine($_) }
            clean { $writer.Dispose() }
        }
        """;

    private readonly ModuleSession _session = Scripts.Open();

    public Pipeline() => _session.Invoke(Functions).Clean();

    /// <summary>The session's folder, which is its current location.</summary>
    public string Folder => _session.Folder;

    /// <summary>The lines that the writer Collect wrote.</summary>
    public string[] Written => File.ReadAllLines(Path.Combine(Folder, "out.txt"));

    /// <summary>A file: the loader's, the stages' and the rest's lines.</summary>
    /// <param name="loader">The loader's name, and its parameters in braces.</param>
    /// <param name="stages">Items of the list of stages.</param>
    /// <param name="rest">More lines at the top level.</param>
    public string Write(string loader, string stages, string rest = "")
    {
        string[] words = loader.Split(' ', 2);
        string parameters = words.Length > 1 ? $", params: {words[1]}" : string.Empty;
        string text = $"data_loader: {{type: {words[0]}{parameters}}}\nstages: [{stages}]\n{rest}\n";
        return _session.Write("p.yaml", text);
    }

    /// <summary>A stage with one replica, or as many as are given.</summary>
    public static string Stage(string name, string operators, int replicas = 1) =>
        $"{{name: {name}, worker: {{num_replicas: {replicas}}}, operators: [{operators}]}}";

    public ScriptResult Invoke(string script, params object?[] arguments) => _session.Invoke(script, arguments);

    public ErrorRecord Failure(string script) => _session.Failure(script);

    public ErrorRecord Refusal(string script) => _session.Refusal(script);

    public PowerShell Start(string script) => _session.Start(script);

    /// <summary>stage/operator in out errors, a line for each row of the run r.</summary>
    public IEnumerable<string> Rows() => _session
        .Invoke("Get-MdfOperatorMetric r | % { \"$($_.stage_name)/$($_.operator_name) $($_.input_records) $($_.output_records) $($_.error_count)\" }")
        .Clean()
        .Texts();

    /// <summary>The status and the error of the run r.</summary>
    public string Status() => _session.Invoke("Get-MdfRun r | % { \"$($_.status) $($_.error)\".Trim() }").Clean().Texts().Single();

    public void Dispose() => _session.Dispose();
}
