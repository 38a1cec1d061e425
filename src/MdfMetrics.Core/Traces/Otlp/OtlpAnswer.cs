using System.Text.Json;
using MdfMetrics.Secrets;

namespace MdfMetrics.Traces.Otlp;

/// <summary>What receivers say in their answers, and what others say that are none.</summary>
internal static class OtlpAnswer
{
    private const int LongestText = 200;

    /// <summary>What of a request a receiver did not take, or warns of; null: nothing.</summary>
    /// <exception cref="JsonException">The answer is not one to OTLP/JSON: of a proxy, a page to log in.</exception>
    public static string? PartialSuccess(OtlpSignal signal, string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException();
        }

        if (!document.RootElement.TryGetProperty("partialSuccess", out JsonElement partial)
            || partial.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // A 64-bit integer: text in protobuf's JSON, a number where somebody wrote it by hand.
        string rejected = partial.TryGetProperty(signal.Rejected, out JsonElement count) ? count.ToString() : "0";
        string? message = Member(partial, "errorMessage");
        return rejected is not ("0" or "") ? Shown($"{rejected} rejected: {message}")
            : message is null ? null
            : Shown(message);
    }

    /// <summary>Why a request was refused, as far as the answer says so in words.</summary>
    public static string Reason(string? mediaType, string body)
    {
        if (mediaType == "text/html")
        {
            return "with an HTML page";
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return Shown(Member(document.RootElement, "message") ?? body);
        }
        catch (JsonException)
        {
            return Shown(body);
        }
    }

    private static string? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out JsonElement member)
        && member.ValueKind == JsonValueKind.String
        && member.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static string Shown(string text)
    {
        string line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return SecretRedactor.Standard.Redact(WellFormed.Beginning(line, LongestText));
    }
}
