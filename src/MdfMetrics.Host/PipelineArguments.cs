using System.Globalization;

namespace MdfMetrics.Host;

/// <summary>What stands after <c>mdf run</c>: the parameters of Invoke-MdfPipeline.</summary>
internal static class PipelineArguments
{
    private const string Number = "a whole number from 1";

    private static readonly Dictionary<string, (string Name, Func<string, object?> Read, string Expected)> s_options =
        new()
        {
            ["--config"] = ("ConfigPath", text => text.Length == 0 ? null : text, "a YAML file"),
            ["--max-samples"] = ("MaxSamples", text => Whole(text), Number),
            ["--batch-size"] = ("BatchSize", text => Whole(text), Number),
        };

    /// <summary>The parameters; null and a problem where the words make no sense.</summary>
    public static Dictionary<string, object>? Parse(ReadOnlySpan<string> words, out string problem)
    {
        var parameters = new Dictionary<string, object>();
        for (int i = 0; i < words.Length; i++)
        {
            string[] parts = words[i].Split('=', 2);
            if (!s_options.TryGetValue(parts[0], out var option))
            {
                problem = $"unknown option '{words[i]}'.";
                return null;
            }

            string? text = parts.Length == 2 ? parts[1] : ++i < words.Length ? words[i] : null;
            if (text is null || option.Read(text) is not { } value)
            {
                problem = $"{parts[0]} expects {option.Expected}{(text is null ? string.Empty : $", found '{text}'")}.";
                return null;
            }

            parameters[option.Name] = value;
        }

        problem = "--config is missing: it names the pipeline's YAML file.";
        return parameters.ContainsKey("ConfigPath") ? parameters : null;
    }

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
            ? number
            : null;
}
