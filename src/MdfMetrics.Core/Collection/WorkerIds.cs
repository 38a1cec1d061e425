using System.Globalization;
using System.Runtime.CompilerServices;

namespace MdfMetrics.Collection;

/// <summary>Numbers the workers of a run in the order of their first use.</summary>
public sealed class WorkerIds
{
    private readonly ConditionalWeakTable<object, string> _ids = [];
    private readonly object _gate = new();
    private int _next;

    /// <summary>The worker id of an executor, the same one each time: worker_0, worker_1, …</summary>
    /// <param name="executor">What runs the operators one at a time: a runspace, a thread.</param>
    public string For(object executor)
    {
        lock (_gate)
        {
            if (!_ids.TryGetValue(executor, out string? id))
            {
                id = string.Create(CultureInfo.InvariantCulture, $"worker_{_next++}");
                _ids.Add(executor, id);
            }

            return id;
        }
    }
}
