using MdfMetrics.Configuration;
using MdfMetrics.Pipelines;

namespace MdfMetrics.Tests.Pipelines;

public sealed class PipelineReaderTests
{
    private const string Ends = "data_loader: {type: Load}\n";

    [Fact]
    public void Read_WholeDocument_GivesItsParts()
    {
        PipelineDefinition pipeline = Read("""
            modules: [./a.psm1, B]
            data_loader: {type: Load, params: {path: [x, y]}}
            stages:
              - name: clean
                on_error: skip
                worker: {num_replicas: 3}
                operators:
                  - name: trim
                  - {name: length, command: Filter-Length, params: {min: 1}, on_error: stop}
              - {name: 日本, operators: [{name: trim}]}
            data_writer: {type: Save}
            executor: {max_samples: 9, batch_size: 7, on_error: stop}
            """);

        Assert.Equal(["./a.psm1", "B"], pipeline.Modules.Select(module => module.Text()));
        Assert.Equal(
            ["Loader Load Load", "Operator trim trim", "Operator length Filter-Length", "Operator trim trim", "Writer Save Save"],
            pipeline.Commands.Select(command => $"{command.Role} {command.Name} {command.Command.Text()}"));
        Assert.Equal(["clean 3", "日本 1"], pipeline.Stages.Select(stage => $"{stage.Name} {stage.Replicas}"));
        Assert.Equal([false, true, false, false, false], pipeline.Commands.Select(command => command.SkipsErrors));
        Assert.Equal((9L, 7), (pipeline.MaxSamples, pipeline.BatchSize));
        Assert.Equal("path", Assert.Single(pipeline.Loader!.Parameters).Entry.Key);
    }

    [Fact]
    public void Read_Defaults_AreOneReplicaAllRecordsAndStop()
    {
        PipelineDefinition pipeline = Read(Ends + "stages: [{name: s, operators: [{name: o}]}]");

        Assert.Equal((null, 100, 1), (pipeline.MaxSamples, pipeline.BatchSize, pipeline.Stages[0].Replicas));
        Assert.False(pipeline.Stages[0].Operators[0].SkipsErrors);
        Assert.Null(pipeline.Writer);
    }

    [Theory]
    [InlineData(
        "stages: []\nexecutor: {max_samples: 1.5}",
        "executor.max_samples: expected a whole number from 1, found 1.5.")]
    [InlineData(
        "stages: []\nexecutor: {batch_size: all}",
        "executor.batch_size: expected a whole number from 1 to 1000000, found the text \"all\".")]
    [InlineData(
        "stages: [{name: s, operators: [{name: o}], worker: {num_replicas: 257}}]",
        "expected a whole number from 1 to 256, found 257.")]
    [InlineData("stages: [5]", "stages[0]: expected a mapping, found 5.")]
    [InlineData("stages: [{name: ' ', operators: [{name: o}]}]", "stages[0].name: The stage has no name. Give it one.")]
    [InlineData("stages: []\nmodules: a", "modules: expected a list, found the text \"a\".")]
    [InlineData("stages: []\nmodules: [[]]", "modules[0]: expected a module's name or path, found a list.")]
    public void Read_WrongValue_IsAProblemWithItsPlace(string rest, string expected)
    {
        var exception = Assert.ThrowsAny<MetricsException>(() => Read(Ends + rest));

        Assert.Equal(MetricsError.ConfigInvalid, exception.Error);
        Assert.Matches(@"^p\.yaml\(\d+,\d+\): ", exception.Message);
        Assert.EndsWith(expected, exception.Message);
    }

    [Fact]
    public void Read_SeveralProblems_AreToldInTheOrderOfTheFile()
    {
        var exception = Assert.ThrowsAny<MetricsException>(() => Read("stages: 1\nexecutor: {batch_size: 0}\nmodules: 2"));

        Assert.Equal(
            ["4 things are wrong:", "p.yaml(1,1)", "p.yaml(1,9)", "p.yaml(2,24)", "p.yaml(3,10)"],
            exception.Message.Split(Environment.NewLine).Select(line => line.Split(": ")[0]));
    }

    private static PipelineDefinition Read(string text)
    {
        var problems = new ConfigProblems("p.yaml");
        PipelineDefinition pipeline = PipelineReader.Read(ConfigDocument.Parse("p.yaml", text).Root, problems, []);
        problems.ThrowIfAny();
        return pipeline;
    }
}
