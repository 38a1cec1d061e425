namespace MdfMetrics.Tests.Reports.Browser;

/// <inheritdoc cref="ChromiumFactAttribute"/>
internal sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = ChromiumPath.Found is null ? ChromiumFactAttribute.Missing : null;
}
