using System.Text;
using MdfMetrics.Secrets;

namespace MdfMetrics.Tests.Secrets;

/// <summary>Whoever writes an error's text must not be able to stop the run that records it.</summary>
public sealed class HostileTextTests
{
    private const int Length = 1 << 20;

    /// <summary>
    /// A megabyte of each takes less than a second, even on a busy machine; of a rule that goes back over the text for
    /// each of its parts it would take hours.
    /// </summary>
    [Theory]
    [InlineData("token ")]
    [InlineData("token=a(\"")]
    [InlineData("/hooks/")]
    [InlineData("sk-a1-")]
    [InlineData("password=\"")]
    [InlineData("password=a;b")]
    [InlineData("password a1bcdef,")]
    [InlineData("password: |\n  a\n")]
    [InlineData("?key=")]
    [InlineData("@://a:")]
    [InlineData("mysql -p")]
    [InlineData("<password>")]
    [InlineData("name: password value")]
    [InlineData("eyJhbGciOiJub25lIn0.")]
    [InlineData("\\\"")]
    public async Task Redact_MegabyteOfWhatRulesBeginAt_ComesToAnEnd(string part)
    {
        string text = Repeat(part, Length);

        string redacted = await Task.Run(() => SecretRedactor.Standard.Redact(text)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.NotEmpty(redacted);
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
