using MdfMetrics.Configuration;
using MdfMetrics.Secrets;
using MdfMetrics.Tests.Configuration;

namespace MdfMetrics.Tests.Secrets;

public sealed class OwnRulesTests
{
    [Fact]
    public void Redact_OwnKeyOfDataWithPlainValues_MasksThem() => Assert.Equal(
        """{"customer_key":"***","age":"***"}""",
        SecretRedactor.With([], ["customer_key", "age"]).Redact("""{"customer_key":"acme","age":42}"""));

    [Fact]
    public void Load_RedactAndKeys_AreAppliedToTheSnapshot()
    {
        PipelineConfiguration configuration = ConfigText.Load("""
            tags: {badge: "EMP-123456", Iban: DE02}
            loader:
              {note: "by EMP-123456 today", account: 4711, customerIban: DE01,
               nested: {IBAN: [DE03]}, number: 123456789}
            executor: {metrics: {redact: ['EMP-[0-9]{6}', '^12345'], redact_keys: [iban, customer_iban]}}
            """);

        Assert.Equal("""{"badge":"***","Iban":"***"}""", configuration.Tags!.ToString());
        Assert.StartsWith(
            """{"tags":{"badge":"***","Iban":"***"},"loader":{"note":"by *** today","account":4711,"""
                + "\"customerIban\":\"***\",\"nested\":{\"IBAN\":\"***\"},\"number\":\"***6789\"}",
            configuration.Snapshot!.ToString(),
            StringComparison.Ordinal);
        Assert.Equal("iban=*** EMP-12 ***", configuration.Options.Redactor.Redact("iban=DE02 EMP-12 EMP-123456"));
        Assert.Empty(configuration.Warnings);
    }

    [Theory]
    [InlineData("redact: ['(a']", "executor.metrics.redact[0]: expected a regular expression; Invalid pattern '(a'")]
    [InlineData("redact: [ok, '(?<=a)b']", "executor.metrics.redact[1]: expected a regular expression; lookarounds")]
    [InlineData("redact: ['(.)\\1']", "executor.metrics.redact[0]: expected a regular expression; lookarounds")]
    [InlineData("redact: ['x*']", "executor.metrics.redact[0]: expected a regular expression; it matches empty text")]
    [InlineData("redact: ['((a{1000}){1000}){1000}']", "its counts multiply to more than 10000")]
    [InlineData("redact: secret", "executor.metrics.redact: expected a list")]
    [InlineData("redact: [{a: b}]", "executor.metrics.redact[0]: expected a regular expression, found a mapping")]
    [InlineData("redact_keys: iban", "executor.metrics.redact_keys: expected a list")]
    [InlineData("redact_keys: [[a]]", "executor.metrics.redact_keys[0]: expected a key's name, found a list")]
    public void Load_WrongRule_IsRefusedWithItsPlace(string line, string message)
    {
        string complaint = ConfigText.Complaint($"executor:\n  metrics:\n    {line}\n");

        Assert.StartsWith("(3,", complaint, StringComparison.Ordinal);
        Assert.Contains(message, complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MisspeltOption_NamesTheNearest() => Assert.Contains(
        "did you mean 'redact_keys'?",
        Assert.Single(ConfigText.Load("executor: {metrics: {redact_key: [a]}}").Warnings),
        StringComparison.Ordinal);

    [Fact]
    public void Redact_PatternsAgainstHostileText_TakeLinearTime()
    {
        var redactor = SecretRedactor.With(["(a+)+$", "(x|xx)+y"], []);

        Assert.NotNull(redactor.Redact(new string('a', 1 << 20) + "!" + new string('x', 1 << 20)));
    }
}
