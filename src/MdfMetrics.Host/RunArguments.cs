using System.Collections;
using System.Globalization;

namespace MdfMetrics.Host;

/// <summary>What stands after <c>mdf run</c>: the parameters of Invoke-MdfPipeline.</summary>
internal static class RunArguments
{
    private const string Number = "a whole number from 1";

    /// <summary>Puts the text of an option among the parameters; false where it makes no sense.</summary>
    private delegate bool Put(Hashtable parameters, string text);

    private static readonly Dictionary<string, (Put Put, string Expected)> s_options = new()
    {
        ["--config"] = (Text("ConfigPath"), "a YAML file"),
        ["--path"] = (Text("Path"), "the folder of a store"),
        ["--pipeline-name"] = (Text("PipelineName"), "a name"),
        ["--run-id"] = (Text("RunId"), "an id"),
        ["--new-attempt"] = (PutNewAttempt, "no value"),
        ["--tag"] = (PutTag, "key=value"),
        ["--max-samples"] = (Whole("MaxSamples"), Number),
        ["--batch-size"] = (Whole("BatchSize"), Number),
    };

    /// <summary>The parameters; null and a problem where the words make no sense.</summary>
    public static Hashtable? Parse(ReadOnlySpan<string> words, out string problem)
    {
        var parameters = new Hashtable();
        for (int i = 0; i < words.Length; i++)
        {
            string[] parts = words[i].Split('=', 2);
            if (!s_options.TryGetValue(parts[0], out var option))
            {
                problem = $"unknown option '{words[i]}'.";
                return null;
            }

            string? text = parts.Length == 2 ? parts[1]
                : option.Put == PutNewAttempt ? string.Empty
                : ++i < words.Length ? words[i]
                : null;
            if (text is null || !option.Put(parameters, text))
            {
                problem = $"{parts[0]} expects {option.Expected}{(text is null ? string.Empty : $", found '{text}'")}.";
                return null;
            }
        }

        problem = "--config is missing: it names the pipeline's YAML file.";
        return parameters.ContainsKey("ConfigPath") ? parameters : null;
    }

    private static Put Text(string name) => (parameters, text) =>
    {
        parameters[name] = text;
        return text.Length > 0;
    };

    private static Put Whole(string name) => (parameters, text) =>
    {
        bool isWhole = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        parameters[name] = number;
        return isWhole && number > 0;
    };

    private static bool PutNewAttempt(Hashtable parameters, string text)
    {
        parameters["NewAttempt"] = true;
        return text.Length == 0;
    }

    private static bool PutTag(Hashtable parameters, string text)
    {
        const string Name = "Tag";
        if (parameters[Name] is not Hashtable tags)
        {
            parameters[Name] = tags = [];
        }

        string[] parts = text.Split('=', 2);
        tags[parts[0]] = parts[^1];
        return parts is [{ Length: > 0 }, _];
    }
}
