namespace MdfMetrics.Dashboards;

/// <summary>What a dashboard is made by.</summary>
internal sealed record DashboardOptions
{
    /// <summary>The longest name: Superset's columns take more, its lists show less.</summary>
    public const int LongestName = 200;

    /// <summary>The store's path as the Superset server sees it.</summary>
    public required string Store { get; init; }

    /// <summary>The dashboard's title.</summary>
    public required string Name { get; init; }

    /// <summary>The layouts that files of the store lie in.</summary>
    public required IReadOnlyList<PartitionBy> Layouts { get; init; }

    /// <summary>What the time filter begins with, as Superset writes it; null for all time.</summary>
    public required string? TimeRange { get; init; }
}
