namespace MdfMetrics.Module.Tests.Host;

/// <summary>The host's stand-ins do what the real commands do; expectations were taken from pwsh 7.6.</summary>
public sealed class StandInTests
{
    private static readonly Dictionary<string, string> s_cases = new()
    {
        { "Write-Output 1 2 3", "1 2 3" },
        { "Write-Output (1,2) -NoEnumerate | % Count", "2" },
        { "3,1,2 | Sort-Object -Descending", "3 2 1" },
        { "'b','A','a','c' | Sort-Object -Unique", "A b c" },
        { "@{n=2;k='b'},@{n=1;k='z'},@{n=2;k='a'} | Sort-Object n,k | % k", "z a b" },
        { "1..4 | Sort-Object { $_ % 2 }, @{e={$_};Descending=$true}", "4 2 3 1" },
        { "1..10 | Select-Object -First 3 -Skip 2", "3 4 5" },
        { "1..10 | select -Last 2 -Skip 3", "6 7" },
        { "1..10 | select -First 2 -Last 3", "1 2 8 9 10" },
        { "$c = 0; 1..1000 | % { $c++; $_ } | select -First 2; $c", "1 2 2" },
        { "@{a=5;b=2} | select -ExpandProperty a", "5" },
        { "@{v=2} | select v,@{n='d';e={$_.v*2}} | % { $_.v; $_.d }", "2 4" },
        {
            "$m = 1..4 | Measure-Object -Sum -Average -Min -Max; $m.Count,$m.Sum,$m.Average,$m.Minimum,$m.Maximum",
            "4 10 2.5 1 4"
        },
        { "Get-Date '2026-01-02 03:04:05' -Format yyyyMMddHHmmss", "20260102030405" },
        { "(Get-Date).Kind; (Get-Date -AsUTC).Kind", "Local Utc" },
        { "1..3 | Set-Content a; 'x' | Add-Content a; gc a; gc a -TotalCount 1; gc a -Tail 1", "1 2 3 x 1 x" },
        { "Set-Content -LiteralPath 'a[1]' é; Get-Content -LiteralPath 'a[1]' -Raw | % Length", "2" },
        {
            "Set-Content a 1; Test-Path a; Test-Path a -PathType Container; Test-Path b; Test-Path *",
            "True False False True"
        },
        {
            "$null = ni d -Type Directory; Set-Content d/f 1; dir d | % Name; cd d; (pwd).Path | Split-Path -Leaf",
            "f d"
        },
        { "Set-Content a 1; Remove-Item a; Test-Path a", "False" },
        { "Set-Content a 1 -WhatIf | Out-Null; Test-Path a", "What if: Performing the operation" },
        { "(1..2 | % { [pscustomobject]@{ a = $_; b = 3 } } | Format-Table b -HideTableHeaders)", "3 3" },
        { "[pscustomobject]@{ a = 1 } | fl", "a : 1" },
        {
            "try { Write-Error x -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }",
            "Microsoft.PowerShell.Commands.WriteErrorException"
        },
    };

    // One process for all: each case in a folder of its own, after a line that separates it.
    private static readonly Lazy<string[]> s_outputs = new(() =>
    {
        IEnumerable<string> blocks = s_cases.Keys.Select((script, i) =>
            $"'<case>'; Set-Location (New-Item (Join-Path $PSScriptRoot {i}) -ItemType Directory)\n& {{ {script} }}\n");
        return MdfProcess.Run(string.Concat(blocks)).Clean().Output.Split("<case>\n")[1..];
    });

    public static TheoryData<string> Scripts => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Run_StandIn_DoesWhatTheRealOneDoes(string script)
    {
        string output = s_outputs.Value[s_cases.Keys.ToList().IndexOf(script)];
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.StartsWith(s_cases[script], string.Join(' ', lines));
    }

    [Theory]
    [InlineData("1 | Select-Object -NoSuch", "parameter name 'NoSuch'")]
    [InlineData("Get-Content nowhere.txt", "Cannot find path")]
    [InlineData("Get-ChildItem nowhere", "Cannot find path")]
    [InlineData("Set-Location nowhere", "Cannot find path")]
    [InlineData("Set-Content nowhere/a 1", "Could not find a part of the path")]
    [InlineData("@{a=1} | select -ExpandProperty b", "Property \"b\" cannot be found")]
    [InlineData("$null = 'x' | Measure-Object -Sum", "is not numeric")]
    [InlineData("$null = New-Item d -ItemType Directory; Set-Content d/f 1; Remove-Item d", "is not empty")]
    [InlineData("function f { [CmdletBinding()] param() Write-Error no }\nf", "f: ")]
    public void Run_WrongUse_IsANonTerminatingError(string script, string message)
    {
        MdfResult result = MdfProcess.Run(script + "\n'goes on'");

        Assert.Contains(message, result.Errors);
        Assert.Equal("goes on\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }
}
