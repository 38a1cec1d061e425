using System.Text.RegularExpressions;
using MdfMetrics.Dashboards.Content;

namespace MdfMetrics.Dashboards.Sql;

/// <summary>
/// SQL with its placeholders filled in: <c>{{runs}}</c> is a dataset of the store, any other name a file of
/// <c>Content/fragments</c>, in which <c>{{arg}}</c> is what stands after the name.
/// </summary>
/// <param name="table">What stands for a dataset of the store.</param>
internal sealed partial class SqlTemplates(Func<string, string> table)
{
    private const string Argument = "{{arg}}";

    /// <summary>The query of a dataset of the dashboard.</summary>
    public string Dataset(string name) => Expand(Read($"datasets/{name}.sql"));

    /// <summary>SQL in which placeholders may stand.</summary>
    public string Expand(string sql) => Placeholder().Replace(
        sql,
        match => StoreTables.Names.Contains(match.Groups[1].Value)
            ? table(match.Groups[1].Value)
            : Expand(Read($"fragments/{match.Groups[1].Value}.sql")
                .Replace(Argument, match.Groups[2].Value, StringComparison.Ordinal)));

    /// <summary>Comments are for those who read the source.</summary>
    private static string Read(string file) => Comment().Replace(ContentFiles.Text(file), string.Empty).Trim();

    [GeneratedRegex(@"\{\{(\w+)(?: ([^{}]+))?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^ *--.*\n", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Comment();
}
