using System.Globalization;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Cultures;

/// <summary>
/// Names, keywords, figures and moments are alike in every culture: in Turkish I is no capital i, in German the comma
/// stands before the fraction, in Persian the year is another one and so is the minus sign.
/// </summary>
public sealed class CultureTests(CultureSessions sessions) : IClassFixture<CultureSessions>
{
    private static readonly string[] s_cultures = ["tr-TR", "de-DE", "fa-IR"];

    private static readonly (string Script, string Expected)[] s_same =
    [
        ("(Get-MdfRun first-*).run_id", "FIRST-I"),
        ("(Get-MdfRun f[i]r*-i).run_id", "FIRST-I"),
        ("(Get-MdfRun first-i).run_id", "FIRST-I"),
        ("(Get-MdfRun -PipelineName title-index -Status COMPLETED).run_id", "FIRST-I"),
        ("(Get-MdfRun -Tag @{ TEAM = 'search-index' }).run_id", "FIRST-I"),
        ("(Get-MdfRun -Tag version_i).run_id", "FIRST-I"),
        ("(Get-MdfStageMetric -StageName filtering).stage_name", "FILTERING"),
        ("(Get-MdfOperatorMetric -OperatorName ?riting, lift*).operator_name", "WRITING LIFTING"),
        ("Get-MdfSummary -Level OPERATOR -Period MONTH -OperatorName lifting | % pass_rate", "75.5"),
        ("Get-MdfRun first-i | % { $_.config.executor.metrics.checkpoint_interval; $_.tags['version_I'] }", "0.5 1.25"),
        ("(Get-MdfRun first-i).tags.ToString()", """{"team":"SEARCH-INDEX","VERSION_I":"1.25"}"""),
        ("(Get-MdfOperatorMetric -OperatorName writing).custom_metrics.ToString()",
            """{"LOSS_I":-0.5,"at":"2026-01-24T00:00:00.0000000"}"""),
        ("(Test-MdfAlert -Rule 'STATUS = FAILED').run_id", "FAILING-I"),
        ("""
            $rule = @{ CONDITION = 'PASS_RATE < 75.6% AND NOT OPERATOR_NAME = writing'; OPERATOR = 'lif*' }
            (Get-MdfRun first-i | Test-MdfAlert -Rule $rule).message -like '*pass_rate is 75.5 %*'
            """, "True"),
        ("(Get-MdfRun first-i | Test-MdfAlert -Rule 'custom_metrics.loss_i < -0.4').value", "-0.5"),
        ("""
            $keep = @{ team = 'search-index' }
            Clear-MdfMetrics -MaxSize 1 -KeepTag $keep -PipelineName title-* -WhatIf -WarningAction Ignore |
                Show runs, kept
            """, "1 1"),
        ("[System.Management.Automation.CommandCompletion]::CompleteInput('Get-MdfRun first', 16, $null)." +
            "CompletionMatches.CompletionText", "FIRST-I"),
        ("[System.Management.Automation.CommandCompletion]::CompleteInput('Get-MdfRun -PipelineName ti', 27, $null)." +
            "CompletionMatches.CompletionText", "TITLE-INDEX"),
        ("(Get-ChildItem metrics/runs/date=2*).Name -match '^date=20[2-9][0-9]-[01][0-9]-[0-3][0-9]$' -as [bool]",
            "True"),
        ("try { Get-MdfRun -Since 7.5 } catch { \"$_\".Split(' ')[0] }", "'7.5'"),
        ("""
            [pscustomobject]@{ start_time = '2026-01-24T10:00:00'; run_id = 'x'; duration = '0.5' } | Export-MdfMetrics y
            Get-MdfRun -Path y | ForEach-Object { $_.start_time.ToUniversalTime().Year; $_.duration }
            """, "2026 0.5"),
    ];

    public static TheoryData<string, string, string> Same
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string culture in s_cultures)
            {
                data.Add(culture, "[cultureinfo]::CurrentCulture.Name", culture);
                foreach ((string script, string expected) in s_same)
                {
                    data.Add(culture, script, expected);
                }
            }

            return data;
        }
    }

    [CultureTheory]
    [MemberData(nameof(Same))]
    public void Script_InACulture_GivesWhatItGivesInAny(string culture, string script, string expected) =>
        Assert.Equal(expected, string.Join(' ', sessions.Run(culture, script).Texts()));

    [CultureTheory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void Views_InACulture_AreThoseOfTheInvariantOne(string culture)
    {
        const string Views = """
            Get-MdfRun | Format-Table | Out-String -Width 200
            Get-MdfStageMetric | Format-Table | Out-String -Width 200
            Get-MdfOperatorMetric | Format-Table | Out-String -Width 200
            Get-MdfSummary -Period Month | Format-Table | Out-String -Width 200
            Compare-MdfRun FIRST-I FAILING-I | Format-Table | Out-String -Width 200
            Optimize-MdfMetrics -WhatIf | Format-Table | Out-String -Width 200
            Clear-MdfMetrics 1d -WhatIf | Format-Table | Out-String -Width 200
            """;

        string[] own = [.. sessions.Run(culture, Views).Texts()];
        string[] invariant = [.. sessions.Run("", Views, sessionOf: culture).Texts()];

        Assert.Equal(invariant, own);
        Assert.Equal(7, own.Length);
    }

    [CultureTheory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void RunId_Generated_IsOfTheUtcTimeInDigits(string culture)
    {
        string before = Stamp();

        string id = Assert.Single(sessions
            .Run(culture, "$r = Start-MdfRun -Path z; (Stop-MdfRun).run_id")
            .Texts());

        Assert.Matches("^run_[0-9]{8}_[0-9]{6}_[0-9a-f]{8}$", id);
        Assert.InRange(string.CompareOrdinal(id[4..19], before), 0, int.MaxValue);
        Assert.InRange(string.CompareOrdinal(Stamp(), id[4..19]), 0, int.MaxValue);
    }

    private static string Stamp() => DateTime.UtcNow.ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture);
}
