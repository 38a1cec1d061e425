using System.Collections;
using Google.Protobuf;

namespace MdfMetrics.Tests.Traces;

/// <summary>A message of protobuf by the names of its fields.</summary>
internal sealed class ProtoMessage(object message)
{
    public string Text(string field) => (string)Value(field)!;

    public string Id(string field) => Convert.ToHexString(((ByteString)Value(field)!).Span).ToLowerInvariant();

    public ulong Time(string field) => (ulong)Value(field)!;

    public int Number(string field) => Convert.ToInt32(Value(field), null);

    public ProtoMessage Message(string field) => new(Value(field)!);

    public IReadOnlyList<ProtoMessage> List(string field) =>
        [.. ((IEnumerable)Value(field)!).Cast<object>().Select(item => new ProtoMessage(item))];

    public bool Has(string field) => Value(field) is not null;

    /// <summary>The attributes: text, whole numbers, numbers.</summary>
    public IReadOnlyDictionary<string, object?> Attributes() =>
        List("attributes").ToDictionary(entry => entry.Text("key"), entry => entry.Message("value").OneOf());

    private object? OneOf() => Value(Value("value_case")!.ToString()!);

    private object? Value(string field) => message.GetType()
        .GetProperty(string.Concat(field.Split('_').Select(Capital)), ProtoTraces.AnyInstance)!
        .GetValue(message);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
