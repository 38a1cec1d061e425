namespace MdfMetrics.Tests;

/// <summary>Assert.All holds of no items too: for where there must be some.</summary>
internal static class NotEmpty
{
    /// <summary>Checks each item, and that there is one.</summary>
    public static void All<T>(IEnumerable<T> items, Action<T> check)
    {
        T[] all = [.. items];
        Assert.NotEmpty(all);
        Assert.All(all, check);
    }
}
