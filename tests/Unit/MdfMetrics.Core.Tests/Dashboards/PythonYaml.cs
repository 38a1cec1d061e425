using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MdfMetrics.Tests.Dashboards;

/// <summary>An independent reader of YAML 1.1, the one that Superset uses: PyYAML.</summary>
internal static class PythonYaml
{
    private const string Script =
        "import sys, json, yaml; "
        + "print(json.dumps([yaml.safe_load(text) for text in json.load(sys.stdin)]))";

    /// <summary>Whether this machine has it.</summary>
    public static bool IsThere { get; } = Try("import yaml");

    /// <summary>What it reads of texts.</summary>
    public static JsonArray Read(params string[] yaml)
    {
        using Process python = Start(Script);
        using (StreamWriter input = python.StandardInput)
        {
            input.Write(new JsonArray([.. yaml.Select(text => JsonValue.Create(text))]).ToJsonString());
        }

        string output = python.StandardOutput.ReadToEnd();
        python.WaitForExit();
        return JsonNode.Parse(output)!.AsArray();
    }

    private static bool Try(string script)
    {
        try
        {
            using Process python = Start(script);
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string script) => Process.Start(new ProcessStartInfo("python3", ["-c", script])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["PYTHONIOENCODING"] = "utf-8" },
    })!;
}
