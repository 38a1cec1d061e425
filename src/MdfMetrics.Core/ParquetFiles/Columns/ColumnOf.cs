using MdfMetrics.ParquetFiles.Batches;
using MdfMetrics.Records;

namespace MdfMetrics.ParquetFiles.Columns;

/// <summary>
/// Makes the columns of a dataset, each by its name and how it is taken from a row. A value is put into the row's
/// property of the column's name, also a nullable or an init-only one.
/// </summary>
internal static class ColumnOf<TRow>
    where TRow : class
{
    public static Column<TRow> Text(string name, Func<TRow, string?> get) =>
        new TextColumn<TRow>(name, get, Setter<string>(name));

    /// <summary>One of a few words.</summary>
    public static Column<TRow> Word(string name, IReadOnlyList<string> words, Func<TRow, string?> get) =>
        new WordColumn<TRow>(name, words, get, Setter<string>(name));

    /// <summary>A dictionary, in files as text.</summary>
    public static Column<TRow> Json(string name, Func<TRow, JsonMap?> get) =>
        new JsonColumn<TRow>(name, get, Setter<JsonMap?>(name));

    /// <summary>A moment: UTC in whole milliseconds, without a zone.</summary>
    public static Column<TRow> Time(string name, Func<TRow, DateTime?> getUtc) => new ValueColumn<TRow, DateTime>(
        ValueBatch.Times(name),
        ColumnKind.Time,
        getUtc,
        ValueSetter<DateTime>(name),
        static (from, column) => from.GetDateTime(column),
        static (json, column, value) => json.Time(column, value));

    public static Column<TRow> Count(string name, Func<TRow, long?> get, Action<TRow, long>? set = null) =>
        Integer(name, ColumnKind.Count, get, set);

    public static Column<TRow> Index(string name, Func<TRow, long?> get, Action<TRow, long>? set = null) =>
        Integer(name, ColumnKind.Index, get, set);

    public static Column<TRow> Seconds(string name, Func<TRow, double?> get) => Float(name, ColumnKind.Seconds, get);

    public static Column<TRow> Percent(string name, Func<TRow, double?> get) => Float(name, ColumnKind.Percent, get);

    public static Column<TRow> PerSecond(string name, Func<TRow, double?> get) =>
        Float(name, ColumnKind.PerSecond, get);

    public static Column<TRow> List(string name, Func<TRow, long[]> get, Action<TRow, long[]>? set = null) =>
        new IntListColumn<TRow>(name, get, set ?? Setter<long[]>(name));

    /// <summary>A 64-bit integer.</summary>
    private static ValueColumn<TRow, long> Integer(
        string name,
        ColumnKind kind,
        Func<TRow, long?> get,
        Action<TRow, long>? set) => new(
            ValueBatch.Integers(name),
            kind,
            get,
            set ?? ValueSetter<long>(name),
            static (from, column) => from.GetInt64(column),
            static (json, column, value) => json.Count(column, value));

    /// <summary>A 64-bit floating-point number. What is undefined is NaN in memory and NULL in files.</summary>
    private static ValueColumn<TRow, double> Float(string name, ColumnKind kind, Func<TRow, double?> get) => new(
        ValueBatch.Floats(name),
        kind,
        get,
        ValueSetter<double>(name),
        static (from, column) => from.GetDouble(column),
        static (json, column, value) => json.Number(column, value))
    {
        Missing = double.NaN,
    };

    private static Action<TRow, TValue> ValueSetter<TValue>(string name)
        where TValue : struct
    {
        if (typeof(TRow).GetProperty(name)!.PropertyType == typeof(TValue))
        {
            return Setter<TValue>(name);
        }

        Action<TRow, TValue?> set = Setter<TValue?>(name);
        return (row, value) => set(row, value);
    }

    private static Action<TRow, TValue> Setter<TValue>(string name) =>
        typeof(TRow).GetProperty(name)!.SetMethod!.CreateDelegate<Action<TRow, TValue>>();
}
