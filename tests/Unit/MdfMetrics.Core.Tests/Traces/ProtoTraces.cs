using System.Reflection;
using System.Text.Json;
using Google.Protobuf;

namespace MdfMetrics.Tests.Traces;

/// <summary>
/// Reads OTLP/JSON of traces into the classes that protoc made of OpenTelemetry's own definitions, which are internal to
/// Serilog's sink. As strict as OTLP: every member must be a field, of its type; ids are hexadecimal, 64-bit integers text.
/// </summary>
internal static class ProtoTraces
{
    public const BindingFlags AnyInstance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private static readonly Type s_request = Assembly
        .Load("Serilog.Sinks.OpenTelemetry")
        .GetType("OpenTelemetry.Proto.Collector.Trace.V1.ExportTraceServiceRequest", throwOnError: true)!;

    /// <summary>The resources of a request, each with its spans.</summary>
    public static IReadOnlyList<ProtoMessage> Resources(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        object request = Message(s_request, document.RootElement);

        // As bytes, it is what any receiver has of it.
        var parser = (MessageParser)s_request.GetProperty("Parser")!.GetValue(null)!;
        return new ProtoMessage(parser.ParseFrom(((IMessage)request).ToByteArray())).List("resource_spans");
    }

    /// <summary>The spans of a request for one run.</summary>
    public static IReadOnlyList<ProtoMessage> Spans(string json) =>
        Assert.Single(Assert.Single(Resources(json)).List("scope_spans")).List("spans");

    private static object Message(Type type, JsonElement members)
    {
        object message = Activator.CreateInstance(type)!;
        foreach (JsonProperty member in members.EnumerateObject())
        {
            string name = char.ToUpperInvariant(member.Name[0]) + member.Name[1..];
            PropertyInfo? field = type.GetProperty(name, AnyInstance);
            Assert.True(field is not null, $"{type.Name} has no field {member.Name}.");
            if (field.CanWrite)
            {
                field.SetValue(message, Value(field.PropertyType, member));
            }
            else
            {
                AddAll(field.GetValue(message)!, field.PropertyType.GetGenericArguments()[0], member.Value);
            }
        }

        return message;
    }

    private static void AddAll(object repeated, Type item, JsonElement items)
    {
        MethodInfo add = repeated.GetType().GetMethod("Add", [item])!;
        foreach (JsonElement element in items.EnumerateArray())
        {
            add.Invoke(repeated, [Message(item, element)]);
        }
    }

    private static object Value(Type type, JsonProperty member)
    {
        JsonElement value = member.Value;
        return type == typeof(string) ? value.GetString()!
            : type == typeof(ByteString) ? ByteString.CopyFrom(Convert.FromHexString(value.GetString()!))
            : type == typeof(ulong) ? ulong.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : type == typeof(long) ? long.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : type == typeof(double) ? value.GetDouble()
            : type.IsEnum ? Enum.ToObject(type, value.GetInt32())
            : typeof(IMessage).IsAssignableFrom(type) ? Message(type, value)
            : throw new NotSupportedException($"{member.Name} of {type}");
    }
}
