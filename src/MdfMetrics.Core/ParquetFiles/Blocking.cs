namespace MdfMetrics.ParquetFiles;

/// <summary>
/// The one place that waits for the Parquet library, which is asynchronous all through. Over a <c>FileWindow</c> and in
/// memory its tasks are done when they are returned, so that no thread waits for one of the pool: those that hold all
/// of the pool would wait for each other.
/// </summary>
internal static class Blocking
{
    /// <summary>The result, or the exception as it was thrown.</summary>
    public static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}"/>
    public static void Wait(Task task) => task.GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}"/>
    public static void Wait(ValueTask task) => Wait(task.AsTask());
}
