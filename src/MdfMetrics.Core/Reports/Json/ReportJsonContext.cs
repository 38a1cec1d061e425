using System.Text.Json.Serialization;
using MdfMetrics.Reports.Data;

namespace MdfMetrics.Reports.Json;

/// <summary>How the members of reports are written, made at build time: <see cref="ReportJson"/> uses it.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SentenceConverter), typeof(NumberConverter), typeof(MomentConverter)])]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(PipelineReport))]
[JsonSerializable(typeof(OverviewReport))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
