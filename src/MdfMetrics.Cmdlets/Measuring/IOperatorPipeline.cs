namespace MdfMetrics.Cmdlets.Measuring;

/// <summary>What does an operator's work, record by record.</summary>
internal interface IOperatorPipeline : IDisposable
{
    /// <summary>What it works on, once, where there is no input.</summary>
    object? WithoutInput { get; }

    void Process(object? record);

    /// <summary>Tells that no more records come.</summary>
    void End();

    /// <summary>Begins anew after a terminating error.</summary>
    void Restart();
}
