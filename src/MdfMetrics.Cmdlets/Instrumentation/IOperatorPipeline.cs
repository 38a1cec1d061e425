namespace MdfMetrics.Cmdlets.Instrumentation;

/// <summary>What does an operator's work, record by record.</summary>
internal interface IOperatorPipeline : IDisposable
{
    /// <summary>Works on a record.</summary>
    void Process(object? record);

    /// <summary>Works once, where there is no input.</summary>
    void ProcessOnce();

    /// <summary>Tells that no more records come.</summary>
    void End();

    /// <summary>Begins anew after a terminating error.</summary>
    void Restart();
}
