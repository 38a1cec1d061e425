namespace MdfMetrics.Reports.Words;

/// <summary>How a part of a sentence stands out.</summary>
internal enum Emphasis
{
    None,

    Strong,

    /// <summary>Strong, and in the colour of the verdict.</summary>
    Hot,

    /// <summary>Text of the user's as it is: an error.</summary>
    Code,
}
