using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MdfMetrics.Secrets;

namespace MdfMetrics.Traces.Otlp;

/// <summary>What a receiver answered, or somebody else who is none.</summary>
internal sealed record OtlpAnswer(
    HttpStatusCode Code,
    RetryConditionHeaderValue? RetryAfter,
    string? MediaType,
    string Body)
{
    private const int LongestText = 200;

    /// <summary>Whether the request was understood.</summary>
    public bool IsSuccess => (int)Code is >= 200 and < 300;

    /// <summary>Whether the same request may be taken later.</summary>
    public bool IsTransient => Code is
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    public static OtlpAnswer Read(HttpResponseMessage response)
    {
        using var reader = new StreamReader(response.Content.ReadAsStream());
        return new OtlpAnswer(
            response.StatusCode,
            response.Headers.RetryAfter,
            response.Content.Headers.ContentType?.MediaType,
            reader.ReadToEnd());
    }

    /// <summary>What of a request a receiver did not take, or warns of; null: nothing.</summary>
    /// <exception cref="JsonException">This is no answer to OTLP/JSON: of a proxy, a page to log in.</exception>
    public string? PartialSuccess(OtlpSignal signal)
    {
        if (string.IsNullOrWhiteSpace(Body))
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(Body);
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

    /// <summary>The status, and why as far as the answer says so in words.</summary>
    public override string ToString()
    {
        string reason = MediaType == "text/html" ? "with an HTML page" : Shown(Message() ?? Body);
        return Invariant($"HTTP {(int)Code} {Code}") + (reason.Length == 0 ? "" : $", {reason.TrimEnd('.')}");
    }

    private string? Message()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return Member(document.RootElement, "message");
        }
        catch (JsonException)
        {
            return null;
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
