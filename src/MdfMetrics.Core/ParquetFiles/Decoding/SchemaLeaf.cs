using Parquet.Meta;

namespace MdfMetrics.ParquetFiles.Decoding;

/// <summary>A column of a file that holds values.</summary>
/// <param name="Element">How the file declares it.</param>
/// <param name="Index">Which column of each row group it is.</param>
/// <param name="Definition">The definition level of a value that is not NULL.</param>
/// <param name="Repetition">How many lists it lies in.</param>
/// <param name="Path">How the file declares it and what it lies in, from the column down.</param>
internal sealed record SchemaLeaf(
    SchemaElement Element,
    int Index,
    int Definition,
    int Repetition,
    IReadOnlyList<SchemaElement> Path)
{
    /// <summary>The columns of a schema, by their paths; the first of each.</summary>
    /// <exception cref="InvalidDataException">A type is none that Parquet has.</exception>
    public static IReadOnlyDictionary<string, SchemaLeaf> All(IReadOnlyList<SchemaElement> schema)
    {
        var leaves = new Dictionary<string, SchemaLeaf>(StringComparer.Ordinal);
        int next = 1;
        int count = 0;
        for (int left = schema[0].NumChildren ?? 0; left > 0 && next < schema.Count; left--)
        {
            Add(string.Empty, 0, 0, []);
        }

        return leaves;

        void Add(string parent, int definition, int repetition, SchemaElement[] above)
        {
            SchemaElement element = schema[next++];
            string path = parent + element.Name;
            SchemaElement[] elements = [.. above, element];
            definition += element.RepetitionType is FieldRepetitionType.REQUIRED ? 0 : 1;
            repetition += element.RepetitionType is FieldRepetitionType.REPEATED ? 1 : 0;
            if (element.Type is { } type)
            {
                if (!Enum.IsDefined(type))
                {
                    throw new InvalidDataException("Its metadata is damaged");
                }

                leaves.TryAdd(path, new SchemaLeaf(element, count++, definition, repetition, elements));
                return;
            }

            for (int left = element.NumChildren ?? 0; left > 0 && next < schema.Count; left--)
            {
                Add(path + '/', definition, repetition, elements);
            }
        }
    }
}
