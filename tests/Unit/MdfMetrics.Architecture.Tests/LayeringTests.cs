namespace MdfMetrics.Architecture.Tests;

/// <summary>The folders of the source depend one way: each uses only those that docs/architecture.md lists before it.</summary>
public sealed class LayeringTests
{
    public static TheoryData<string> Projects => ["MdfMetrics.Core", "MdfMetrics.Cmdlets"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Files_EveryTypeUsed_IsOfTheSameLayerOrOneBefore(string project)
    {
        Layers layers = Layers.Of(project);
        TypeUse[] uses = [.. ProjectSource.Of(project).Uses().Distinct()];

        string offences = string.Join('\n', uses
            .Where(use => layers.PlaceOf(use.TypeLayer) > layers.PlaceOf(use.Layer))
            .Select(use => $"{use.File} uses {use.Type} of {use.TypeLayer}")
            .Order(StringComparer.Ordinal));

        Assert.Contains(uses, use => use.TypeLayer != use.Layer);
        Assert.Empty(offences);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Document_Layers_AreTheFoldersThereAre(string project) => Assert.Equal(
        ProjectSource.Of(project).Folders().Order(StringComparer.Ordinal),
        Layers.Of(project).Order.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Parquet", "ParquetFiles")]
    [InlineData("YamlDotNet", "Configuration")]
    public void Library_OneFolderAlone_UsesIt(string assembly, string folder)
    {
        IReadOnlySet<string> layers = ProjectSource.Of("MdfMetrics.Core").LayersThatUse(assembly);

        Assert.NotEmpty(layers);
        Assert.All(layers, layer => Assert.Equal(folder, layer.Split('/')[0]));
        Assert.Empty(ProjectSource.Of("MdfMetrics.Cmdlets").LayersThatUse(assembly));
    }
}
