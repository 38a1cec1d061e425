namespace MdfMetrics.Architecture.Tests;

/// <summary>A file that uses a type of its project.</summary>
/// <param name="File">The file, from the project's folder on.</param>
/// <param name="Layer">The file's layer.</param>
/// <param name="Type">The type's name.</param>
/// <param name="TypeLayer">The layer of the file that declares it.</param>
internal sealed record TypeUse(string File, string Layer, string Type, string TypeLayer);
