using MdfMetrics.Configuration;

namespace MdfMetrics.Tests.Configuration;

public sealed class InvalidConfigurationTests
{
    [Theory]
    [InlineData("enabled: maybe", 14, "executor.metrics.enabled: expected true or false, found the text \"maybe\".")]
    [InlineData("enabled: yes", 14, "executor.metrics.enabled: expected true or false, found the text \"yes\".")]
    [InlineData("enabled: \"true\"", 14, "executor.metrics.enabled: expected true or false, found the text \"true\".")]
    [InlineData("enabled: 1", 14, "executor.metrics.enabled: expected true or false, found 1.")]
    [InlineData("durable: [true]", 14, "executor.metrics.durable: expected true or false, found a list.")]
    [InlineData("output_path: {a: b}", 18, "executor.metrics.output_path: expected a folder's path, found a mapping.")]
    [InlineData("output_path: ''", 18, "executor.metrics.output_path: expected a folder's path, found an empty text.")]
    [InlineData("output_path: true", 18, "executor.metrics.output_path: expected a folder's path, found true.")]
    [InlineData(
        "partition_by: week",
        19,
        "executor.metrics.partition_by: expected none, date or hive, found the text \"week\".")]
    [InlineData(
        "on_store_error: ignore",
        21,
        "executor.metrics.on_store_error: expected warn or stop, found the text \"ignore\".")]
    public void Load_WrongValue_NamesKeyPlaceExpectedAndFound(string line, int column, string message) =>
        Assert.Equal($"(3,{column}): {message}", ConfigText.Complaint($"executor:\n  metrics:\n    {line}\n"));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e-9")]
    [InlineData("86400.5")]
    [InlineData(".inf")]
    [InlineData(".nan")]
    [InlineData("5s")]
    [InlineData("\"5\"")]
    public void Load_ImpossibleInterval_IsRefused(string value) => Assert.StartsWith(
        "(3,26): executor.metrics.checkpoint_interval: expected seconds, above 0 and at most 86400, found ",
        ConfigText.Complaint($"executor:\n  metrics:\n    checkpoint_interval: {value}\n"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("420", "0644")]
    [InlineData("\"420\"", "0644")]
    [InlineData("384", "0600")]
    [InlineData("416", "0640")]
    [InlineData("436", "0664")]
    [InlineData("493", "0755")]
    [InlineData("511", "0777")]
    public void Load_FileModeOfYaml11_IsRefusedWithWhatWasMeant(string value, string meant) => Assert.Equal(
        $"(3,16): executor.metrics.file_mode: {value.Trim('"')} is what YAML 1.1 makes of {meant}; "
            + $"write file_mode: \"{meant}\".",
        ConfigText.Complaint($"executor:\n  metrics:\n    file_mode: {value}\n"));

    [Theory]
    [InlineData("0888")]
    [InlineData("rw-r--r--")]
    [InlineData("4755")]
    [InlineData("64")]
    [InlineData("6.4")]
    [InlineData("-644")]
    public void Load_ImpossibleFileMode_IsRefused(string value) => Assert.StartsWith(
        "(3,16): executor.metrics.file_mode: expected three octal digits",
        ConfigText.Complaint($"executor:\n  metrics:\n    file_mode: {value}\n"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "(1,1): ", "found nothing: the document is empty")]
    [InlineData("# only a comment\n", "(1,1): ", "the document is empty")]
    [InlineData("---\n...\n", "(1,1): ", "the document is empty")]
    [InlineData("- a\n- b\n", "(1,1): ", "found a list")]
    [InlineData("\n  just text\n", "(2,3): ", "found the text \"just text\"")]
    [InlineData("executor: true\n", "(1,11): ", "executor: expected a mapping, found true")]
    [InlineData("executor:\n  metrics: [a]\n", "(2,12): ", "executor.metrics: expected a mapping, found a list")]
    [InlineData("executor:\n\tmetrics:\n", "(2,1): ", "found a tab")]
    [InlineData("executor:\n  metrics:\n  \t\tenabled: true\n", "(3,3): ", "found a tab")]
    [InlineData("a: 1\nb: 2\na: 3\n", "(3,1): ", "expected each key once, found 'a' again after line 1")]
    [InlineData("executor: {metrics: {enabled: true, Enabled: false}}", "(1,37): ", "in other letter case")]
    [InlineData("a: 1\n---\nb: 2\n", "(2,1): ", "expected one document, found another")]
    [InlineData("a: *missing\n", "(1,4): ", "the alias *missing has no anchor before it")]
    [InlineData("a: &x [*x]\n", "(1,8): ", "the alias *x has no anchor before it")]
    [InlineData("? [a, b]\n: 1\n", "(1,3): ", "expected a key of plain text")]
    [InlineData("a:\n  <<: 5\n", "(2,7): ", "to merge; found 5")]
    [InlineData("a: [1, 2\n", "(", "expected YAML")]
    [InlineData("a: \"unfinished\n", "(", "expected YAML")]
    [InlineData("a: b: c\n", "(1,", "expected YAML")]
    [InlineData("a: {b: 1\nc: 2\n", "(", "expected YAML")]
    public void Load_BadDocument_SaysWhereAndWhat(string yaml, string place, string message)
    {
        string complaint = ConfigText.Complaint(yaml);

        Assert.StartsWith(place, complaint, StringComparison.Ordinal);
        Assert.Contains(message, complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_CrLf_CountsLinesAlike() => Assert.StartsWith(
        "(3,14): ",
        ConfigText.Complaint("executor:\r\n  metrics:\r\n    enabled: maybe\r\n"),
        StringComparison.Ordinal);

    [Fact]
    public void Load_AliasBomb_IsRefused()
    {
        // Nine levels of nine references: 9^9 values from half a kilobyte.
        IEnumerable<string> lines = Enumerable.Range(0, 9).Select(level =>
            $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat(level == 0 ? "x" : $"*l{level - 1}", 9))}]");
        string yaml = string.Join('\n', lines);

        Assert.Contains("unfolds to more than 100,000 values", ConfigText.Complaint(yaml));
    }

    [Fact]
    public void Load_AliasBombOfText_IsRefused()
    {
        string yaml = $"a: &a {new string('x', 1024 * 1024)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 20))}]\n";

        Assert.Contains("16 MB of text", ConfigText.Complaint(yaml));
    }

    [Fact]
    public void Load_MergeBomb_IsRefused()
    {
        string keys = string.Concat(Enumerable.Range(0, 1000).Select(i => $"  k{i}: {i}\n"));
        string users = string.Concat(Enumerable.Range(0, 200).Select(i => $"u{i}:\n  <<: *big\n"));

        Assert.Contains("unfolds to more than", ConfigText.Complaint($"big: &big\n{keys}{users}"));
    }

    [Theory]
    [InlineData(58, true)]
    [InlineData(60, false)]
    [InlineData(100_000, false)]
    public void Load_DeepNesting_IsRefusedBeyond60Levels(int levels, bool accepted)
    {
        string yaml = $"a: {new string('[', levels)}1{new string(']', levels)}";

        if (accepted)
        {
            Assert.NotNull(ConfigText.Load(yaml).Snapshot);
        }
        else
        {
            Assert.Contains("expected at most 60 levels", ConfigText.Complaint(yaml));
        }
    }

    [Fact]
    public void Load_MoreThan10Megabytes_IsRefusedUnread()
    {
        string path = Path.Combine(Path.GetTempPath(), $"mdf-{Guid.NewGuid():N}.yaml");
        using (FileStream file = File.Create(path))
        {
            file.SetLength(1L << 40);
        }

        try
        {
            var exception = Assert.ThrowsAny<MetricsException>(() => PipelineConfiguration.Load(path));
            Assert.Equal($"{path}(1,1): expected at most 10 MB, found more.", exception.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [UnixFact]
    public void Load_EndlessDevice_IsRefused()
    {
        var exception = Assert.ThrowsAny<MetricsException>(() => PipelineConfiguration.Load("/dev/zero"));
        Assert.Equal("/dev/zero(1,1): expected at most 10 MB, found more.", exception.Message);
    }

    [Fact]
    public void Load_NoUtf8_IsRefused() =>
        Assert.Equal("(1,1): expected UTF-8 text, found other bytes.", ConfigText.Complaint([0x61, 0x3A, 0xFF, 0x20]));

    [Theory]
    [InlineData("mdf-no-such-file.yaml")]
    [InlineData("mdf-no-such-folder/file.yaml")]
    [InlineData("")]
    public void Load_MissingFileOrFolder_IsConfigNotFound(string name)
    {
        string path = Path.Combine(Path.GetTempPath(), name);

        var exception = Assert.ThrowsAny<MetricsException>(() => PipelineConfiguration.Load(path));

        Assert.Equal(MetricsError.ConfigNotFound, exception.Error);
        Assert.Contains(path, exception.Message);
        Assert.Equal(path, exception.Target);
    }

    [Fact]
    public void Load_SecretInAWrongPlace_IsNotShown() => Assert.DoesNotContain(
        "hunter2",
        ConfigText.Complaint("executor:\n  metrics:\n    enabled: 'password=hunter2'\n"));
}
