using System.Text.Json;
using MdfMetrics.Records;
using MdfMetrics.Secrets;

namespace MdfMetrics.Journal.Lines;

/// <summary>How a run is to be written, so that a restored one lies where it would have lain.</summary>
internal static class OptionsLine
{
    public static void Write(Utf8JsonWriter json, WriterOptions options)
    {
        json.Text("partition_by", options.PartitionBy.ToString().ToLowerInvariant());
        json.WriteBoolean("collect_histograms", options.CollectHistograms);
        json.WriteBoolean("durable", options.Durable);
        json.Count("file_mode", (long?)options.FileMode);
        if (options.Redactor != SecretRedactor.Standard)
        {
            json.Texts("redact", options.Redactor.Patterns);
            json.Texts("redact_keys", options.Redactor.Keys);
        }
    }

    /// <summary>The options; what is missing has its default.</summary>
    /// <exception cref="FormatException">A value is of a wrong type.</exception>
    public static WriterOptions Read(JsonRecord record) => new()
    {
        PartitionBy = Enum.TryParse(record.GetString("partition_by"), ignoreCase: true, out PartitionBy layout)
            && Enum.IsDefined(layout)
                ? layout
                : PartitionBy.None,
        CollectHistograms = record.GetBoolean("collect_histograms") ?? true,
        Durable = record.GetBoolean("durable") ?? false,
        FileMode = record.GetInt64("file_mode") is >= 0 and <= 0x1FF and { } mode ? (UnixFileMode)mode : null,
        Redactor = Redactor(record),
    };

    private static SecretRedactor Redactor(JsonRecord record)
    {
        try
        {
            return SecretRedactor.With([.. record.Texts("redact")], [.. record.Texts("redact_keys")]);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"redact has what is no pattern: {e.Message}", e);
        }
    }
}
