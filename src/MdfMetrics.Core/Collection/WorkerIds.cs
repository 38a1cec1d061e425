using System.Globalization;
using System.Runtime.CompilerServices;

namespace MdfMetrics.Collection;

/// <summary>Names the workers of a run in this process, in the order of their first use.</summary>
public sealed class WorkerIds
{
    private readonly ConditionalWeakTable<object, string> _ids = [];
    private readonly object _gate = new();
    private readonly string _prefix;
    private readonly Func<int> _next;

    public WorkerIds()
    {
        int next = 0;
        _prefix = "worker_";
        _next = () => next++;
    }

    /// <summary>Ids of another form.</summary>
    /// <param name="prefix">What they begin with.</param>
    /// <param name="next">The number of the next one.</param>
    internal WorkerIds(string prefix, Func<int> next)
    {
        _prefix = prefix;
        _next = next;
    }

    /// <summary>The worker id of an executor, the same one each time.</summary>
    /// <param name="executor">What runs the operators one at a time: a runspace, a thread.</param>
    public string For(object executor) => Name(executor, null);

    /// <summary>Gives an executor its id.</summary>
    /// <param name="executor">What runs the operators one at a time.</param>
    /// <param name="id">The id; null: the one that it has, or the next.</param>
    /// <returns>The id.</returns>
    /// <exception cref="MetricsException">InvalidName.</exception>
    internal string Name(object executor, string? id)
    {
        lock (_gate)
        {
            if (id is null && _ids.TryGetValue(executor, out string? known))
            {
                return known;
            }

            id ??= string.Create(CultureInfo.InvariantCulture, $"{_prefix}{_next()}");
            id = Names.Validate(id, "worker");
            _ids.AddOrUpdate(executor, id);
            return id;
        }
    }
}
