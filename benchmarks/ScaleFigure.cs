namespace MdfMetrics.Benchmarks;

/// <summary>One thing that is measured on a store of many runs.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Act">Does it: given the store and how many runs it was filled with.</param>
internal sealed record ScaleFigure(string Name, Action<string, int> Act)
{
    /// <summary>What it may take on 100,000 runs, by the wish list of the store.</summary>
    public string Budget { get; init; } = "";

    /// <summary>Whether it changes the store, so that it can be done once only.</summary>
    public bool IsOnce { get; init; }

    /// <summary>What is to be done before each call, unmeasured: given the number of the call as well.</summary>
    public Action<string, int, int>? Prepare { get; init; }
}
