namespace MdfMetrics.Tests.Reports.Browser;

/// <summary>One Chromium, and each page made once, for all classes that look at pages.</summary>
[CollectionDefinition(Name)]
public sealed class LookedAt : ICollectionFixture<Chromium>, ICollectionFixture<ReportPages>
{
    public const string Name = "Browser";
}
