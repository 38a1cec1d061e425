using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Cultures;

/// <summary>A session for each culture, whose store has two runs with names and tags that hold an i.</summary>
public sealed class CultureSessions : IDisposable
{
    private const string Runs = """
        $null = Set-Content pipeline.yaml @'
        name: TITLE-INDEX
        tags: { team: SEARCH-INDEX, VERSION_I: 1.25 }
        executor: { metrics: { checkpoint_interval: 0.5, partition_by: HIVE, collect_custom_metrics: True } }
        '@
        Start-MdfRun -RunId FIRST-I -ConfigPath pipeline.yaml {
            Enter-MdfStage FILTERING {
                $figures = [ordered]@{ LOSS_I = -0.5; at = [datetime]'2026-01-24' }
                $null = 1..4 | Measure-MdfOperator WRITING -Role SINK -CustomMetric $figures { $_ }
                Add-MdfOperatorMetric LIFTING -InputRecords 1000 -OutputRecords 755 -TotalTime 1.5 -Latency 0.25, 0.5
            }
        }
        Start-MdfRun -PipelineName other { Enter-MdfStage s { $null = 1, 2 | Measure-MdfOperator o { $_ } } }
        try { Start-MdfRun -RunId FAILING-I -PipelineName TITLE-INDEX { throw 'THE DISK IS FULL' } } catch { }
        Update-MdfSummary Month
        """;

    private readonly Dictionary<string, ModuleSession> _sessions = [];

    /// <summary>Runs a script in a culture, in the session of that culture or of another.</summary>
    internal ScriptResult Run(string culture, string script, string? sessionOf = null) => Of(sessionOf ?? culture)
        .Invoke(In(culture) + script)
        .Clean();

    private ModuleSession Of(string culture)
    {
        if (!_sessions.TryGetValue(culture, out ModuleSession? session))
        {
            _sessions[culture] = session = Scripts.Open();
            session.Invoke(In(culture) + Runs).Clean();
        }

        return session;
    }

    private static string In(string culture) => $"[Threading.Thread]::CurrentThread.CurrentCulture = '{culture}'\n";

    public void Dispose()
    {
        foreach (ModuleSession session in _sessions.Values)
        {
            session.Dispose();
        }
    }
}
