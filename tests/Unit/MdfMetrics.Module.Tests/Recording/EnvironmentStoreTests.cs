using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>
/// The store that the environment names. The environment is the whole process's: no other test runs meanwhile.
/// </summary>
[Collection(nameof(EnvironmentStoreTests))]
[CollectionDefinition(nameof(EnvironmentStoreTests), DisableParallelization = true)]
public sealed class EnvironmentStoreTests
{
    [Theory]
    [InlineData("Start-MdfRun -RunId r { }", "environment")]
    [InlineData("Start-MdfRun -RunId r -Path given { }", "given")]
    [InlineData("Start-MdfRun -RunId q -Path given { Start-MdfRun -RunId r { } }", "given")]
    public void Store_OfTheEnvironment_ComesAfterTheGivenAndTheCurrentOne(string script, string expected)
    {
        using ModuleSession session = Scripts.Open();

        session.Invoke($$"""
            $env:MDF_METRICS_PATH = 'environment'
            try { {{script}} } finally { $env:MDF_METRICS_PATH = '' }
            """).Clean();

        Assert.True(File.Exists(Path.Combine(session.Folder, expected, "runs", "run_r.parquet")));
    }
}
