using MdfMetrics.Module.Tests.Harness;

namespace MdfMetrics.Module.Tests.Recording;

/// <summary>-NewAttempt: an id that exists begins anew as its second, third, … attempt.</summary>
public sealed class NewAttemptTests
{
    private const string Again = "Start-MdfRun -RunId nightly -Path $store -NewAttempt { }";

    private const string List = "Get-MdfRun -Path $store | ForEach-Object "
        + "{ \"$($_.run_id) $($_.status) $($_.context['attempt']) $($_.context['attempt_of'])\" }";

    [Fact]
    public void NewAttempt_IdIsFree_IsTheIdItself()
    {
        using ModuleSession session = Open();

        session.Invoke(Again).Clean();

        Assert.Equal(["nightly completed  "], session.Invoke(List).Clean().Texts());
    }

    [Fact]
    public void NewAttempt_RunsOfTheIdWereWritten_IsTheNextThatIsFree()
    {
        using ModuleSession session = Open();
        session.Invoke("try { Start-MdfRun -RunId nightly -Path $store { throw 'boom' } } catch { }").Clean();

        session.Invoke($"{Again}; {Again}").Clean();

        Assert.Equal(
            ["nightly failed  ", "nightly.2 completed 2 nightly", "nightly.3 completed 3 nightly"],
            session.Invoke(List).Clean().Texts());
    }

    [Fact]
    public void NewAttempt_RunIsLive_IsTheSecond()
    {
        using ModuleSession session = Open();
        session.Invoke("$null = Start-MdfRun -RunId Nightly -Path $store").Clean();

        session.Invoke(Again).Clean();

        Assert.Equal(["nightly.2 completed 2 nightly"], session.Invoke(List).Clean().Texts());
    }

    [Fact]
    public void WithoutNewAttempt_RunExists_NamesTheWayOutBeforeAnyWork()
    {
        using ModuleSession session = Open();
        session.Invoke(Again).Clean();

        var error = session.Failure("Start-MdfRun -RunId nightly -Path $store { throw 'worked' }");

        Assert.Equal("RunExists", error.Id());
        Assert.Contains("-NewAttempt", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NewAttempt_ManyAtOnce_EachHasAnIdOfItsOwn()
    {
        const int Count = 6;
        using ModuleSession first = Open();
        ModuleSession[] sessions = [.. Enumerable.Range(0, Count).Select(_ => Scripts.Open())];
        try
        {
            string[] ids = new string[Count];
            using var start = new Barrier(Count);
            Thread[] threads = [.. sessions.Select((session, i) => new Thread(() =>
            {
                start.SignalAndWait();
                ids[i] = $"{session.Invoke(
                    "param($store) Start-MdfRun -RunId nightly -Path $store -NewAttempt", first.Store).Single}";
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.Equal(
                ["nightly", .. Enumerable.Range(2, Count - 1).Select(n => $"nightly.{n}")],
                ids.Order(StringComparer.Ordinal));
        }
        finally
        {
            Array.ForEach(sessions, session => session.Dispose());
        }
    }

    private static ModuleSession Open()
    {
        ModuleSession session = Scripts.Open();
        session.Invoke("$store = \"$PWD/metrics\"").Clean();
        return session;
    }
}
