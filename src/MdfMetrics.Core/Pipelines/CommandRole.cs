namespace MdfMetrics.Pipelines;

/// <summary>What a command of a pipeline is there for.</summary>
internal enum CommandRole
{
    /// <summary>Gives records, takes none.</summary>
    Loader,

    /// <summary>Takes records and gives records.</summary>
    Operator,

    /// <summary>Takes records.</summary>
    Writer,
}
