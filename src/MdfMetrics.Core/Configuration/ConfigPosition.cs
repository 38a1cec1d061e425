namespace MdfMetrics.Configuration;

/// <summary>A place in a configuration file, both from 1; <c>default</c> where there is no file.</summary>
internal readonly record struct ConfigPosition(long Line, long Column)
{
    /// <summary>The place in the form editors and compilers use: <c>name(line,column)</c>, or the name alone.</summary>
    public string In(string name) => Line == 0 ? name : $"{name}({Line},{Column})";
}
