using System.Globalization;
using MdfMetrics.Secrets;

namespace MdfMetrics.Configuration;

/// <summary>Reads the keys of <c>executor.metrics</c>.</summary>
internal static class MetricsSection
{
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromDays(1);

    private static readonly Dictionary<string, Func<MetricsOptions, ConfigValue, MetricsOptions>> s_keys =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["enabled"] = (options, value) => options with { Enabled = value.Boolean() },
            ["output_path"] = (options, value) => options with { OutputPath = value.Text("a folder's path") },
            ["collect_custom_metrics"] = (options, value) =>
                options with { CollectCustomMetrics = value.Boolean() },
            ["write_on_completion"] = (options, value) => options with { WriteOnCompletion = value.Boolean() },
            ["partition_by"] = (options, value) => options with { PartitionBy = Partition(value) },
            ["collect_histograms"] = (options, value) => options with { CollectHistograms = value.Boolean() },
            ["checkpoint_interval"] = (options, value) => options with { CheckpointInterval = Interval(value) },
            ["durable"] = (options, value) => options with { Durable = value.Boolean() },
            ["on_store_error"] = (options, value) => options with { OnStoreError = OnError(value) },
            ["file_mode"] = (options, value) => options with { FileMode = FileMode(value) },
            ["redact"] = (options, value) => options with
            {
                Redactor = SecretRedactor.With(Patterns(value), options.Redactor.Keys),
            },
            ["redact_keys"] = (options, value) => options with
            {
                Redactor = SecretRedactor.With(
                    options.Redactor.Patterns,
                    [.. value.Items().Select(key => key.Text("a key's name"))]),
            },
            ["generate_report"] = (options, value) => options with { GenerateReport = value.Boolean() },
            ["report_path"] = (options, value) => options with { ReportPath = value.Text("a folder's path") },
            ["prometheus_file"] = (options, value) => options with { PrometheusFile = value.Text("a file's path") },
            ["otlp"] = (options, value) => options with { Otlp = value.Boolean() },
        };

    // Keys of the Python original for things that this module does not do.
    /// <summary>
    /// Tools that read YAML 1.1 and write it anew make decimal numbers of these, 420 of 0644: none of which is a mode
    /// that anyone wants.
    /// </summary>
    private static readonly string[] s_usualModes =
        ["0600", "0640", "0644", "0660", "0664", "0666", "0700", "0750", "0755", "0770", "0775", "0777"];

    private static readonly HashSet<string> s_ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "debug_samples_per_operator", "huggingface_repo", "huggingface_token",
    };

    /// <summary>Whether a key belongs in this section, or is close enough to have been meant.</summary>
    public static bool Claims(string key) =>
        s_ignored.Contains(key) || NearestName.Find(key, s_keys.Keys) is not null;

    /// <summary>Reads the section; keys it does not know become warnings, wrong values problems.</summary>
    public static MetricsOptions Read(
        ConfigValue section,
        MetricsOptions defaults,
        ConfigProblems problems,
        List<string> warnings)
    {
        MetricsOptions options = defaults;
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((ConfigEntry entry, ConfigValue value) in section.Entries())
        {
            if (!seen.Add(entry.Key))
            {
                problems.Add(
                    entry.Position,
                    $"{section.Path}: expected each key once, found '{entry.Key}' again in other letter case");
            }
            else if (s_keys.TryGetValue(entry.Key, out var apply))
            {
                options = value.IsNull ? options : problems.Read(value, given => apply(options, given), options);
            }
            else if (!s_ignored.Contains(entry.Key))
            {
                warnings.Add(UnknownKeys.Warning(section, entry, s_keys.Keys));
            }
        }

        return options;
    }

    private static PartitionBy Partition(ConfigValue value)
    {
        const string Expected = "none, date or hive";
        return value.Text(Expected).ToLowerInvariant() switch
        {
            "none" => PartitionBy.None,
            "date" => PartitionBy.Date,
            "hive" => PartitionBy.Hive,
            _ => throw value.Unexpected(Expected),
        };
    }

    private static OnStoreError OnError(ConfigValue value)
    {
        const string Expected = "warn or stop";
        return value.Text(Expected).ToLowerInvariant() switch
        {
            "warn" => OnStoreError.Warn,
            "stop" => OnStoreError.Stop,
            _ => throw value.Unexpected(Expected),
        };
    }

    private static TimeSpan Interval(ConfigValue value)
    {
        string expected = Invariant($"seconds, above 0 and at most {s_longestInterval.TotalSeconds}");
        double seconds = value.Number(expected);
        return seconds > 0 && seconds <= s_longestInterval.TotalSeconds
            && TimeSpan.FromSeconds(seconds) is { Ticks: > 0 } interval
            ? interval
            : throw value.Unexpected(expected);
    }

    private static string[] Patterns(ConfigValue list)
    {
        string[] patterns = [.. list.Items().Select(item => item.Text("a regular expression"))];
        for (int i = 0; i < patterns.Length; i++)
        {
            try
            {
                _ = SecretRedactor.With([patterns[i]], []);
            }
            catch (ArgumentException e)
            {
                throw list.Items()[i].Invalid($"expected a regular expression; {e.Message}");
            }
        }

        return patterns;
    }

    // The digits as written are octal, quoted or not: to YAML 1.2 an unquoted 0644 is six hundred and forty-four.
    private static UnixFileMode FileMode(ConfigValue value)
    {
        const string Expected = "three octal digits such as \"0644\"";
        string digits = value.Text(Expected);
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && Array.Find(s_usualModes, mode => Convert.ToInt32(mode, 8) == number && digits[0] != '0') is { } meant)
        {
            throw value.Invalid($"{digits} is what YAML 1.1 makes of {meant}; write file_mode: \"{meant}\"");
        }

        digits = digits.StartsWith("0o", StringComparison.Ordinal) ? digits[2..] : digits;
        digits = digits.Length == 4 && digits[0] == '0' ? digits[1..] : digits;
        return digits.Length == 3 && digits.All(digit => digit is >= '0' and <= '7')
            ? (UnixFileMode)Convert.ToInt32(digits, 8)
            : throw value.Unexpected(Expected);
    }
}
