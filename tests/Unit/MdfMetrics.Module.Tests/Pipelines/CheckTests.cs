using System.Management.Automation;
using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Pipelines;

/// <summary>What is wrong in a file is told with its place, before anything runs.</summary>
public sealed class CheckTests
{
    /// <summary>Commands whose parameters are declared in every way.</summary>
    private const string Functions = """
        function Typed {
            [CmdletBinding()]
            param(
                [int] $Count, [string] $Text, [switch] $Flag, [string[]] $Names, [hashtable] $Map, [datetime] $Day,
                [System.DayOfWeek] $Weekday, [double] $Ratio, [Alias('Colour')] [object] $Any, $MinLength, $MinWidth,
                [Parameter(ValueFromPipeline)] $Item)
            process { "$Count|$Text|$Flag|$($Names -join '+')|$($Map.b)|$($Day.Day)|$Weekday|$Ratio|$Any|$MinLength" }
        }
        function Needs { [CmdletBinding()] param([Parameter(Mandatory)] $Key, [Parameter(Mandatory, ValueFromPipeline)] $Item) process { } }
        function Deaf { [CmdletBinding()] param($Key) 'never' }
        function Sets {
            [CmdletBinding(DefaultParameterSetName = 'A')]
            param([Parameter(ParameterSetName = 'A')] $A, [Parameter(ParameterSetName = 'B', Mandatory)] $B, [Parameter(ValueFromPipeline)] $Item)
            process { $Item }
        }
        """;

    [Theory]
    [InlineData("{name: NoSuch}", "(2,46): stages[0].operators[0].name: there is no command 'NoSuch'")]
    [InlineData("{name: Doubel}", "(2,46): stages[0].operators[0].name: there is no command 'Doubel'; did you mean 'Double'?")]
    [InlineData("{name: x, command: NoSuch}", "(2,58): stages[0].operators[0].command: there is no command 'NoSuch'")]
    [InlineData("{name: dotnet}", "'dotnet' is a program, expected a PowerShell command")]
    [InlineData("{name: Typed, params: {Cuont: 1}}", "(2,62): stages[0].operators[0].params.Cuont: Typed has no parameter 'Cuont'; did you mean 'Count'?")]
    [InlineData("{name: Same, params: {x: 1}}", "Same has no parameter 'x'; it has none")]
    [InlineData("{name: Typed, params: {min: 1}}", "'min' is ambiguous; Typed has -MinLength, -MinWidth")]
    [InlineData("{name: Typed, params: {count: 1, COUNT: 2}}", "-Count is given twice")]
    [InlineData("{name: Typed, params: {count: many}}", "params.count: expected Int32 for -Count, found the text \"many\"")]
    [InlineData("{name: Typed, params: {weekday: Moonday}}", "expected Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday for -Weekday")]
    [InlineData("{name: Typed, params: {flag: maybe}}", "expected true or false for -Flag")]
    [InlineData("{name: Typed, params: {map: [1]}}", "expected Hashtable for -Map, found a list")]
    [InlineData("{name: Needs}", "(2,46): stages[0].operators[0].name: Needs needs -Key")]
    [InlineData("{name: Deaf}", "Deaf takes no pipeline input, so it can be no operator")]
    [InlineData("{name: Sets, params: {a: 1, b: 2}}", "the parameters -A, -B of Sets can't be used together")]
    [InlineData("{name: Same, params: 5}", "stages[0].operators[0].params: expected a mapping, found 5")]
    [InlineData("{name: Same, on_error: never}", "on_error: expected skip or stop, found the text \"never\"")]
    [InlineData("{name: Same}, {name: Same}", "expected each operator of a stage once, found 'Same' again")]
    [InlineData("{command: Same}", "stages[0].operators[0]: expected name, the name of the operator")]
    [InlineData("", "stages[0]: expected operators, a list of at least one")]
    public void Invoke_OperatorIsWrong_SaysWhereAndRunsNothing(string operators, string expected)
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke(Functions).Clean();
        pipeline.Invoke("function Loads { Set-Content loaded x }").Clean();
        pipeline.Write("Loads", $"{{name: s, operators:        [{operators}]}}");

        ErrorRecord error = pipeline.Refusal("Invoke-MdfPipeline p.yaml");

        Assert.Equal("ConfigInvalid", error.Id());
        Assert.Contains(expected, error.ToString());
        Assert.StartsWith(Path.Combine(pipeline.Folder, "p.yaml("), error.ToString());
        Assert.False(File.Exists(Path.Combine(pipeline.Folder, "loaded")));
        Assert.False(Directory.Exists(Path.Combine(pipeline.Folder, "metrics")));
    }

    [Theory]
    [InlineData("stages: []", "expected data_loader")]
    [InlineData("data_loader: {type: Numbers}", "expected stages, a list that may be empty")]
    [InlineData("data_loader: {type: Needs}\nstages: []", "data_loader.type: Needs needs -Key, -Item")]
    [InlineData("data_loader: {}\nstages: []", "data_loader: expected type, the name of the command")]
    [InlineData("data_loader: Numbers\nstages: []", "data_loader: expected a mapping, found the text \"Numbers\"")]
    [InlineData("data_loader: {type: Numbers}\nstages: 5", "stages: expected a list, found 5")]
    [InlineData("data_loader: {type: Numbers}\nstages: []\ndata_writer: {type: Deaf}", "Deaf takes no pipeline input, so it can be no writer")]
    [InlineData("data_loader: {type: Numbers}\nstages: []\nmodules: [./none.psm1]", "modules[0]: the module './none.psm1' can't be imported")]
    [InlineData("data_loader: {type: Numbers}\nstages: []\nexecutor: {max_samples: 0}", "executor.max_samples: expected a whole number from 1, found 0")]
    [InlineData("data_loader: {type: Numbers}\nstages: []\nexecutor: {batch_size: 1000001}", "expected a whole number from 1 to 1000000")]
    public void Invoke_FileIsWrong_SaysWhere(string text, string expected)
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke(Functions).Clean();
        File.WriteAllText(Path.Combine(pipeline.Folder, "p.yaml"), text);

        ErrorRecord error = pipeline.Refusal("Invoke-MdfPipeline p.yaml");

        Assert.Equal("ConfigInvalid", error.Id());
        Assert.Contains(expected, error.ToString());
    }

    [Fact]
    public void Invoke_ManyThingsAreWrong_TellsAllInTheOrderOfTheFile()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("NoSuch", "{name: a, worker: {num_replicas: 0}, operators: [{name: Nothing}]}", "executor: {metrics: {enabled: x, durable: y}}");

        string[] lines = pipeline.Refusal("Invoke-MdfPipeline p.yaml").ToString().Split('\n');

        Assert.StartsWith("5 things are wrong:", lines[0]);
        Assert.Equal(
            ["(1,21)", "(2,43)", "(2,66)", "(3,31)", "(3,43)"],
            lines[1..].Select(line => line[line.IndexOf('(', StringComparison.Ordinal)..(line.IndexOf(')', StringComparison.Ordinal) + 1)]));
    }

    [Fact]
    public void Invoke_UnknownKeys_AreWarnings()
    {
        using var pipeline = new Pipeline();
        pipeline.Write("Numbers {count: 1}", "{name: a, wroker: {}, operators: [{name: Same, param: {}}]}", "executer: {}\nmy_own: 1");

        ScriptResult result = pipeline.Invoke("Invoke-MdfPipeline p.yaml");

        Assert.Equal(
            ["did you mean 'executor'?", "did you mean 'worker'?", "did you mean 'params'?"],
            result.Warnings.Select(warning => warning[(warning.LastIndexOf(';') + 2)..]));
    }

    [Fact]
    public void Invoke_Parameters_HaveTheTypesThatTheCommandDeclares()
    {
        using var pipeline = new Pipeline();
        pipeline.Invoke(Functions).Clean();
        pipeline.Write(
            "Numbers {count: 1}",
            Pipeline.Stage("s", "{name: Typed, params: {count: 5, text: 1.10, flag: true, names: [007, b], map: {a: 1, b: 2}, "
                + "day: 2026-01-24, weekday: Friday, ratio: 0.5, colour: red, min_length: 20}}"));

        Assert.Equal("5|1.10|True|007+b|2|24|Friday|0.5|red|20", pipeline.Invoke("Invoke-MdfPipeline p.yaml -PassThru").Clean().Texts().First());
    }

    [Fact]
    public void Invoke_ScriptFilesAndModules_AreCommandsToo()
    {
        using var pipeline = new Pipeline();
        File.WriteAllText(Path.Combine(pipeline.Folder, "simple.ps1"), "$input | ForEach-Object { $_ + 1 }");
        File.WriteAllText(Path.Combine(pipeline.Folder, "filter.ps1"), "param([int] $By) process { $_ * $By }");
        File.WriteAllText(Path.Combine(pipeline.Folder, "more.psm1"), "function Negate { process { -$_ } }");
        pipeline.Write(
            "Numbers {count: 3}",
            Pipeline.Stage("s", "{name: add, command: ./simple.ps1}, {name: multiply, command: ./filter.ps1, params: {by: 10}}, {name: Negate}"),
            "modules: [./more.psm1]");

        Assert.Equal(["-20", "-30", "-40"], pipeline.Invoke("Invoke-MdfPipeline p.yaml -PassThru").Clean().Texts().Take(3));
    }

    [Fact]
    public void Invoke_ModuleBesideAFolderOfTheModulePath_IsThereForTheWorkers() =>
        AssertWorkersHaveModuleOf("mods-dev");

    [UnixFact]
    public void Invoke_ModuleInAFolderThatDiffersInCase_IsThereForTheWorkers() => AssertWorkersHaveModuleOf("MODS");

    /// <summary>A module that the caller imported from a folder, when the module path has the folder mods.</summary>
    private static void AssertWorkersHaveModuleOf(string folder)
    {
        using var pipeline = new Pipeline();
        Directory.CreateDirectory(Path.Combine(pipeline.Folder, folder));
        File.WriteAllText(Path.Combine(pipeline.Folder, folder, "Ops.psm1"), "function Negate { process { -$_ } }");
        pipeline.Write("Numbers {count: 2}", Pipeline.Stage("s", "{name: Negate}"));

        ScriptResult result = pipeline.Invoke(
            """
            param($folder)
            Import-Module "$PWD/$folder/Ops.psm1"
            $before = $env:PSModulePath
            $env:PSModulePath += [System.IO.Path]::PathSeparator + (Join-Path $PWD mods)
            try { Invoke-MdfPipeline p.yaml -PassThru } finally { $env:PSModulePath = $before }
            """,
            folder);

        Assert.Equal(["-1", "-2"], result.Clean().Texts().Take(2));
    }
}
