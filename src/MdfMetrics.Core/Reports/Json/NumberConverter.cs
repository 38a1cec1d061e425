using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MdfMetrics.Reports.Json;

/// <summary>Numbers with six digits, and never without their units; null where there is none.</summary>
internal sealed class NumberConverter : JsonConverter<double>
{
    private const double SixDigits = 999_999.5;
    private const int LongestNumber = 330;

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (!double.IsFinite(value))
        {
            writer.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[LongestNumber];
        value.TryFormat(text, out int length, Math.Abs(value) < SixDigits ? "G6" : "F0", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}
