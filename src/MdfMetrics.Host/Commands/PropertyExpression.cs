using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace MdfMetrics.Host.Commands;

/// <summary>A property as Select-Object and Sort-Object take it: a name, a block, or a table of both.</summary>
/// <param name="Name">The name of what comes out.</param>
/// <param name="Expression">The property's name, or the block that computes the value from <c>$_</c>.</param>
/// <param name="Descending">For sorting, the direction where the table gives one.</param>
internal sealed record PropertyExpression(string Name, object Expression, bool? Descending)
{
    /// <summary>Reads what the user gave.</summary>
    /// <exception cref="PSArgumentException">It is none of the three, or the table has another key.</exception>
    public static PropertyExpression From(object property) =>
        (property is PSObject wrapped ? wrapped.BaseObject : property) switch
        {
            ScriptBlock block => new PropertyExpression(block.ToString().Trim(), block, null),
            IDictionary table => From(table),
            object name => new PropertyExpression(name.ToString()!, name.ToString()!, null),
        };

    /// <summary>The value for an object; null when it has no such property.</summary>
    public object? Of(PSObject item) => Expression is ScriptBlock block
        ? Unwrap(block.InvokeWithContext(null, [new PSVariable("_", item)]))
        : TryGet(item, (string)Expression, out object? value) ? value : null;

    /// <summary>The value of a property, or of a dictionary's key.</summary>
    public static bool TryGet(PSObject item, string name, out object? value)
    {
        if (item.BaseObject is IDictionary table && table.Contains(name))
        {
            value = table[name];
            return true;
        }

        PSPropertyInfo? property = item.Properties[name];
        value = property?.Value;
        return property is not null;
    }

    /// <summary>The properties of an object that this one names, wildcards included.</summary>
    public IEnumerable<PSNoteProperty> Select(PSObject item)
    {
        if (Expression is string name && WildcardPattern.ContainsWildcardCharacters(name))
        {
            foreach (PSMemberInfo match in item.Properties.Match(name))
            {
                yield return new PSNoteProperty(match.Name, match.Value);
            }
        }
        else
        {
            yield return new PSNoteProperty(Name, Of(item));
        }
    }

    private static PropertyExpression From(IDictionary table)
    {
        string? name = null;
        object? expression = null;
        bool? descending = null;
        foreach (DictionaryEntry entry in table)
        {
            switch (entry.Key.ToString()!.ToLowerInvariant())
            {
                case "n" or "name" or "l" or "label":
                    name = entry.Value?.ToString();
                    break;
                case "e" or "expression":
                    expression = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
                    break;
                case "descending":
                    descending = LanguagePrimitives.IsTrue(entry.Value);
                    break;
                case "ascending":
                    descending = !LanguagePrimitives.IsTrue(entry.Value);
                    break;
                default:
                    throw new PSArgumentException($"The key '{entry.Key}' of a property is not known.");
            }
        }

        expression = expression is string or ScriptBlock
            ? expression
            : throw new PSArgumentException("A property's table needs an Expression: a name or a block.");
        return new PropertyExpression(name ?? expression.ToString()!.Trim(), expression, descending);
    }

    private static object? Unwrap(Collection<PSObject> values) => values.Count switch
    {
        0 => null,
        1 => values[0],
        _ => values.ToArray(),
    };
}
