namespace MdfMetrics.Module.Tests.Host;

/// <summary>Exit codes and streams are those of <c>pwsh -NoProfile -File</c>, where expectations come from.</summary>
public sealed class HostTests
{
    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Import-Module NoSuchModule; 'goes on'", 0)]
    [InlineData("if (1) {", 1)]
    [InlineData("dotnet --no-such-option *> $null; 'a native failure'", 0)]
    [InlineData("$host.SetShouldExit(9)", 9)]
    public void Run_Script_ExitsAsPwshDoes(string script, int exitCode) =>
        Assert.Equal(exitCode, MdfProcess.Run(script).ExitCode);

    [Fact]
    public void Run_Exit_InACalledScript_EndsThatScriptOnly()
    {
        MdfResult result = MdfProcess.Run("Set-Content ./inner.ps1 'exit 5'; & ./inner.ps1; $LASTEXITCODE").Clean();

        Assert.Equal("5\n", result.Output);
    }

    [Fact]
    public void Run_Errors_GoToStandardErrorWithTheirPlace()
    {
        MdfResult result = MdfProcess.Run("'one'\nImport-Module NoSuchModule\n'two'");

        Assert.Equal("one\ntwo\n", result.Output);
        Assert.Matches(
            @"^Import-Module: \S+script\.ps1:2\nLine \|\n   2 \|  Import-Module NoSuchModule\n",
            result.Errors);
        Assert.Contains("'NoSuchModule' was not loaded", result.Errors);
    }

    [Fact]
    public void Run_Throw_IsReportedWithItsPlace()
    {
        MdfResult result = MdfProcess.Run("\nthrow 'boom'");

        Assert.Equal(string.Empty, result.Output);
        Assert.Matches(
            @"^Exception: \S+script\.ps1:2\nLine \|\n   2 \|  throw 'boom'\n.*\n     \| boom\n$",
            result.Errors);
    }

    [Fact]
    public void Run_ParseError_IsReportedBeforeAnythingRuns()
    {
        MdfResult result = MdfProcess.Run("'first'\nif (1) {");

        Assert.Equal(string.Empty, result.Output);
        Assert.Matches(@"^ParserError: \S+script\.ps1:2\n", result.Errors);
    }

    [Fact]
    public void Run_OtherStreams_HavePwshsPrefixes()
    {
        MdfResult result = MdfProcess.Run("""
            Write-Warning w; Write-Verbose v -Verbose; Write-Debug d -Debug
            Write-Verbose unseen; Write-Information unseen; Write-Progress a b
            Write-Host h 1; Write-Information i -InformationAction Continue
            """).Clean();

        Assert.Equal("WARNING: w\nVERBOSE: v\nDEBUG: d\nh 1\ni\n", result.Output);
    }

    [Fact]
    public void Run_Unicode_ComesThroughWhole()
    {
        MdfResult result = MdfProcess.Run("param($Text) $Text; Write-Error $Text", "é日本𝄞");

        Assert.Equal("é日本𝄞\n", result.Output);
        Assert.Contains("é日本𝄞", result.Errors);
    }

    [Fact]
    public void Run_Objects_AreATableWithoutEscapeCodes()
    {
        MdfResult result = MdfProcess.Run("1..2 | % { [pscustomobject]@{ id = $_; name = 'n' * $_ } }").Clean();

        Assert.Equal(["id name", "-- ----", " 1 n", " 2 nn"], result.Lines);
    }

    [Fact]
    public void Run_Module_IsImportedAndItsRunsAreATable()
    {
        MdfResult result = MdfProcess.Run("""
            Start-MdfRun -RunId run_host -PassThru {
                Enter-MdfStage clean { 1..4 | Measure-MdfOperator keep { if ($_ -gt 1) { $_ } } | Out-Null }
            }
            """).Clean();

        Assert.Equal(["pipeline_name", "script"], [.. result.Lines[..1].Concat(result.Lines[^1..]).Select(FirstWord)]);
        Assert.Contains(" run_host ", result.Lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(" : ", result.Output);
    }

    [Fact]
    public void Run_BeginsAtTheCallersLocation()
    {
        using var process = new MdfProcess("Start-MdfRun { Enter-MdfStage s { 1 | Measure-MdfOperator o { $_ } } }");
        Assert.Equal("1\n", process.Finish().Clean().Output);

        Assert.Single(Directory.GetFiles(Path.Combine(process.Folder.Path, "metrics", "runs"), "*.parquet"));
    }

    [Theory]
    [InlineData("-Fast -N 3 rest", "rest|3|True|")]
    [InlineData("-Fast:$false -Name:a:b", "a:b|1|False|")]
    public void Run_Arguments_BindAsPwshDoes(string words, string expected)
    {
        const string Script = """
            param([string]$Name, [int]$N = 1, [switch]$Fast, [Parameter(ValueFromRemainingArguments)]$Rest)
            "$Name|$N|$Fast|$Rest"
            """;

        Assert.Equal(expected + "\n", MdfProcess.Run(Script, words.Split(' ')).Clean().Output);
    }

    [Fact]
    public void Run_ArgumentThatDoesNotFit_Fails()
    {
        MdfResult result = MdfProcess.Run("[CmdletBinding()] param([int]$N)", "-N", "abc");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("script.ps1: ", result.Errors);
    }

    [Fact]
    public void Run_AutomaticVariables_AreTheScripts()
    {
        string[] lines = MdfProcess.Run("$PSScriptRoot -eq $PWD.Path; Split-Path -Leaf $PSCommandPath; $Host.Name")
            .Clean().Lines;

        Assert.Equal(["True", "script.ps1", "ConsoleHost"], lines);
    }

    [SignalTheory]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public void Run_Signal_RunsFinallyAndExitsWithItsNumber(int signal, int exitCode)
    {


        using var process = new MdfProcess(
            "try { 'ready'; Start-Sleep -Seconds 60; 'not reached' } finally { [Console]::WriteLine('closed') }");
        Assert.Equal("ready", process.ReadLine());
        process.Signal(signal);
        MdfResult result = process.Finish();

        Assert.Equal("closed\n", result.Output);
        Assert.Equal(exitCode, result.ExitCode);
    }

    /// <summary>As pwsh does: a prompt, which ends with its input.</summary>
    [Fact]
    public void Run_NoArguments_Prompts()
    {
        using var process = MdfProcess.AtPrompt("(Get-Module MdfMetrics).Name\nexit 3\n");
        MdfResult result = process.Finish();

        Assert.StartsWith("mdf 0.", result.Output);
        Assert.Contains("\nMdfMetrics\n", result.Output);
        Assert.Equal(3, result.ExitCode);
    }

    [Theory]
    [InlineData("-Command 6*7", "42\n", 0)]
    [InlineData("-NoLogo -NonInteractive -c exit(5)", "", 5)]
    [InlineData("-Command (Get-Module).Name-contains'MdfMetrics'", "True\n", 0)]
    public void Run_OptionsOfPwsh_Work(string words, string output, int exitCode)
    {
        MdfResult result = MdfProcess.RunWith(words.Split(' '));

        Assert.Equal(output, result.Output);
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public void Run_JobsAndParallel_FindTheModuleByItsName()
    {
        MdfResult result = MdfProcess.Run("""
            Start-Job { (Get-Command Get-MdfRun).Source } | Receive-Job -Wait -AutoRemoveJob
            1 | ForEach-Object -Parallel { Import-Module MdfMetrics; (Get-Module MdfMetrics).Name }
            """).Clean();

        Assert.Equal("MdfMetrics\nMdfMetrics\n", result.Output);
    }

    [Fact]
    public void Run_Telemetry_IsOff() => Assert.Equal(
        "1\n",
        MdfProcess.Run("$env:POWERSHELL_TELEMETRY_OPTOUT").Clean().Output);

    [Theory]
    [InlineData("--help", "Usage: mdf")]
    [InlineData("--version", "0.")]
    public void Run_Option_IsAnswered(string option, string start) =>
        Assert.StartsWith(start, MdfProcess.RunWith(option).Clean().Output);

    [Theory]
    [InlineData("--no-such", 2, "unknown option '--no-such'")]
    [InlineData("missing.ps1", 64, "'missing.ps1' is not recognized as the name of a script file")]
    public void Run_WrongCommandLine_SaysSo(string word, int exitCode, string message)
    {
        MdfResult result = MdfProcess.RunWith(word);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Errors);
    }

    private static string FirstWord(string line) => line.TrimStart().Split(' ')[0];
}
