using MdfMetrics.Files;

namespace MdfMetrics.Tests.Files;

/// <summary>What a file system refuses and nobody's figures need.</summary>
public sealed class CosmeticCallTests
{
    private readonly string _kind = $"The mode {Guid.NewGuid():N}";

    [Theory]
    [InlineData(typeof(UnauthorizedAccessException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(PlatformNotSupportedException))]
    public void Try_Refused_IsToldOnce(Type refusal)
    {
        for (int i = 0; i < 3; i++)
        {
            CosmeticCall.Try(_kind, $"/store/{i}", () => throw (Exception)Activator.CreateInstance(refusal)!);
        }

        string told = Assert.Single(CosmeticCall.TakeWarnings(), warning => warning.Contains(_kind, StringComparison.Ordinal));
        Assert.Contains("'/store/0'", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Try_OfAFileThatIsGone_IsNotTold()
    {
        CosmeticCall.Try(_kind, "/gone", () => throw new FileNotFoundException());

        Assert.DoesNotContain(
            CosmeticCall.TakeWarnings(),
            warning => warning.Contains(_kind, StringComparison.Ordinal));
    }

    [Fact]
    public void Try_AnErrorOfTheProgram_IsThrown() => Assert.Throws<InvalidOperationException>(
        () => CosmeticCall.Try(_kind, "/any", () => throw new InvalidOperationException()));
}
