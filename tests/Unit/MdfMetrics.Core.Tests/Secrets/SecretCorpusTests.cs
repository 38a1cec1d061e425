using System.Collections;
using System.Text.Json;
using MdfMetrics.Configuration;
using MdfMetrics.Secrets;
using Xunit.Abstractions;

namespace MdfMetrics.Tests.Secrets;

/// <summary>
/// Figures of docs/secrets.md: what is caught of a corpus of forms, and what is blanked of ordinary settings.
/// </summary>
public sealed class SecretCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Redact_EveryFormOfTheCorpus_LeavesNothingOfTheSecret()
    {
        var survivors = new List<string>();
        foreach (SecretForm form in SecretForms.All)
        {
            string asText = SecretRedactor.Standard.Redact(form.Text);
            string asJson = SecretRedactor.Standard.Redact(
                JsonSerializer.Serialize(new Dictionary<string, object> { ["note"] = new[] { form.Text } }));
            string ofJson = JsonDocument.Parse(asJson).RootElement.GetProperty("note")[0].GetString()!;
            foreach (string redacted in new[] { asText, ofJson })
            {
                string[] left = [.. form.SurvivorsIn(redacted)];
                if (left.Length > 0 || !redacted.Contains(SecretRedactor.Mask, StringComparison.Ordinal))
                {
                    survivors.Add($"{form.Text}\n  => {redacted}\n  left: {string.Join(" | ", left)}");
                }
            }
        }

        output.WriteLine($"{SecretForms.All.Count} forms, {survivors.Count} with something of the secret left");
        Assert.True(SecretForms.All.Count >= 150);
        Assert.True(survivors.Count == 0, string.Join('\n', survivors.Distinct()));
    }

    [Fact]
    public void Snapshot_OrdinarySettings_BlanksAtMostOneValueInAThousand()
    {
        (int values, List<string> blanked) =
            Snapshots(OrdinarySettings.Copies(10).Concat(OrdinarySettings.Lookalikes()));

        output.WriteLine($"{values} values, {blanked.Count} wrongly blanked");
        Assert.True(values >= 4000);
        Assert.True(blanked.Count * 1000 <= values, string.Join('\n', blanked.Distinct()));
    }

    [Fact]
    public void Snapshot_Lookalikes_BlanksAtMostFourValuesInAThousand()
    {
        (int values, List<string> blanked) = Snapshots(OrdinarySettings.Lookalikes());

        output.WriteLine($"{values} values, {blanked.Count} wrongly blanked");
        Assert.True(values >= 800);
        Assert.True(blanked.Count * 250 <= values, string.Join('\n', blanked));
    }

    private static (int Values, List<string> Blanked) Snapshots(IEnumerable<string> documents)
    {
        int values = 0;
        var blanked = new List<string>();
        foreach (string yaml in documents)
        {
            ConfigDocument document = ConfigDocument.Parse("ordinary.yaml", yaml);
            string plain = JsonMap.FromDictionary((IDictionary)document.Root.Node.ToPlain()!)!.ToString();
            using JsonDocument before = JsonDocument.Parse(plain);
            using JsonDocument after = JsonDocument.Parse(SecretRedactor.Standard.Redact(plain));
            values += Compare(before.RootElement, after.RootElement, string.Empty, blanked);
        }

        return (values, blanked);
    }

    [Fact]
    public void Redact_OrdinarySettingsAsText_BlanksAtMostOneLineInTwoHundred()
    {
        string text = string.Concat(OrdinarySettings.Copies(3)).ReplaceLineEndings("\n");

        string redacted = SecretRedactor.Standard.Redact(text);

        string[] lines = text.Split('\n');
        string[] blanked = [.. lines.Except(redacted.Split('\n'))];
        output.WriteLine($"{lines.Length} lines of YAML as text, {blanked.Length} with something blanked");
        Assert.True(
            blanked.Length * 200 <= lines.Length,
            string.Join('\n', [.. blanked, .. redacted.Split('\n').Except(lines)]));
    }

    /// <returns>How many values there are.</returns>
    private static int Compare(JsonElement before, JsonElement after, string path, List<string> blanked)
    {
        bool isMasked = after.ValueKind == JsonValueKind.String && before.ValueKind != JsonValueKind.String;
        switch (before.ValueKind)
        {
            case JsonValueKind.Object:
                return before.EnumerateObject().Sum(member => Compare(
                    member.Value,
                    isMasked ? after : after.GetProperty(member.Name),
                    $"{path}.{member.Name}",
                    blanked));
            case JsonValueKind.Array:
                return before.EnumerateArray().Select((item, i) => (item, i)).Sum(item => Compare(
                    item.item,
                    isMasked ? after : after[item.i],
                    $"{path}[{item.i}]",
                    blanked));
            default:
                if (before.GetRawText() != after.GetRawText())
                {
                    blanked.Add($"{path}: {before.GetRawText()} => {after.GetRawText()}");
                }

                return 1;
        }
    }
}
