using System.Diagnostics;
using System.Text;
using MdfMetrics.Secrets;

namespace MdfMetrics.Tests.Secrets;

/// <summary>Whoever writes an error's text must not be able to stop the run that records it.</summary>
public sealed class HostileTextTests
{
    private const int Length = 1 << 16;

    public static TheoryData<string> Parts =>
    [
        "a:", "://", " ", "token ", "token=", "x:\"", "bearer ", "a", "@://a:", "password=\"", "password:\n ", "\"", "\\",
        "=", "\\\"",
        "sk-", "eyJ", "eyJ.", "eyJhbGciOiJub25lIn0.", "ghp_", "A7Q~", "1:AA", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "Private-Lines:",
        "?key=", "&sig=", "?", "#a=", "http://a:b/", "<password ", "<password>", "<a:password", "'''", "\"\"\"", "password='''",
        "token:[", "token:{\"", "token=(", "name: password value", "name:token,", "value:a,", "password: |\n  a\n", "password: a b c d e f g h ",
        "password=a;b", "password=a,b:", "password=a&b", "mysql -p", "curl -u a:", "docker login ", "mysql ", "Authorization: ", "Basic YTpi", "aws/",
        "${", "password=${", "&quot;", "token&quot;:&quot;", "token%3D", "{", "[", "[{\"a\":", "]}", "-t ", "--token ", "hooks.slack.com/services/",
        "password=a. ", "password=\"a\\", "password=a\"\"\"", "AKIAAAAAAAAAAAAAAAAA/", "a_", "aA", "пароль=", "\0", "\ud83d", "\r\n", "{{", "password: {{",
    ];

    /// <summary>
    /// Four times the text takes about four times the time; of a rule that goes back over it, sixteen times. The best
    /// of some attempts counts: other work on the machine only ever adds.
    /// </summary>
    [Theory]
    [MemberData(nameof(Parts))]
    public void Redact_TextOfFourTimesTheLength_TakesNoMoreThanInProportion(string part)
    {
        string text = Repeat(part, Length);
        string quarter = text[..(Length / 4)];
        Assert.NotNull(SecretRedactor.Standard.Redact(quarter));

        for (int attempt = 0; ; attempt++)
        {
            double factor = Time(text) / Time(quarter);
            if (factor < 11)
            {
                return;
            }

            Assert.True(attempt < 5, $"four times the text took {factor:0.0} times as long");
        }
    }

    [Fact]
    public void Redact_MegabytesOfAStackTrace_FindsTheSecretAtTheEnd()
    {
        string trace = Repeat("   at Jobs.Load.Run(String key, Int32 n) in /srv/jobs/Load.cs:line 42\n", 4 << 20);

        string redacted = SecretRedactor.Standard.Redact(trace + "\npassword=hunter2");

        Assert.EndsWith("\npassword=***", redacted, StringComparison.Ordinal);
        Assert.StartsWith(trace[..1000], redacted, StringComparison.Ordinal);
    }

    [Fact]
    public void Redact_DeeplyNestedJson_ComesToAnEnd()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"token\":[", 100_000));

        Assert.NotNull(SecretRedactor.Standard.Redact(deep));
        Assert.NotNull(SecretRedactor.Standard.Redact(deep + string.Concat(Enumerable.Repeat("]}", 100_000))));
    }

    [Fact]
    public void Redact_JsonInJsonInJson_MasksTheInnermost()
    {
        string text = """{"token":"hunter2"}""";
        for (int i = 0; i < 6; i++)
        {
            text = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["body"] = text });
        }

        string redacted = SecretRedactor.Standard.Redact(text);

        Assert.DoesNotContain("hunter2", redacted, StringComparison.Ordinal);
        Assert.NotNull(System.Text.Json.JsonDocument.Parse(redacted));
    }

    private static double Time(string text)
    {
        double best = double.MaxValue;
        for (int i = 0; i < 2; i++)
        {
            long began = Stopwatch.GetTimestamp();
            _ = SecretRedactor.Standard.Redact(text);
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        // Below this the clock and the allocator tell more than the rules.
        return Math.Max(best, 2);
    }

    private static string Repeat(string part, int length)
    {
        var text = new StringBuilder(length + part.Length);
        while (text.Length < length)
        {
            text.Append(part);
        }

        return text.ToString(0, length);
    }
}
