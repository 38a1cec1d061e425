namespace MdfMetrics.Module.Tests.Pipelines;

/// <summary>
/// The function Blocked, a loader that gives 1 and then blocks inside .NET, where no stop reaches it, for as long as the
/// test goes on; and the filter AwaitBlocked, an operator that lets a record pass only then.
/// </summary>
internal sealed class BlockedLoader : IDisposable
{
    /// <summary>So that a pipeline that waits for the loader fails its test, and does not hang.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    private readonly ManualResetEventSlim _begun = new();
    private readonly ManualResetEventSlim _go = new();
    private readonly ManualResetEventSlim _ended = new();

    public BlockedLoader(Pipeline pipeline)
    {
        // Functions of the caller are known in the pipeline's runspaces; its variables are not.
        string id = Guid.NewGuid().ToString("N");
        AppDomain.CurrentDomain.SetData("block" + id, (Action)Block);
        AppDomain.CurrentDomain.SetData("await" + id, (Action)Await);
        pipeline.Invoke($$"""
            function Blocked { 1; [System.AppDomain]::CurrentDomain.GetData('block{{id}}').Invoke() }
            filter AwaitBlocked { [System.AppDomain]::CurrentDomain.GetData('await{{id}}').Invoke(); $_ }
            """).Clean();
    }

    /// <summary>Whether the loader blocks still.</summary>
    public bool IsBlocked => _begun.IsSet && !_ended.IsSet;

    /// <summary>Lets the loader go on, and waits until it has left.</summary>
    public void Dispose()
    {
        _go.Set();
        _ended.Wait(s_limit);
        _begun.Dispose();
        _go.Dispose();
        _ended.Dispose();
    }

    private void Block()
    {
        _begun.Set();
        _go.Wait(s_limit);
        _ended.Set();
    }

    private void Await() => Assert.True(_begun.Wait(s_limit));
}
