using MdfMetrics.Watching;

namespace MdfMetrics.Tests.Watching;

public sealed class RateWindowTests
{
    private static readonly DateTime s_start = new(2026, 1, 24, 12, 0, 0, DateTimeKind.Utc);

    private readonly RateWindow _window = new(TimeSpan.FromSeconds(5));

    [Fact]
    public void Rate_OneSign_IsUnknown()
    {
        Add(0, 500);

        Assert.True(double.IsNaN(_window.Rate));
    }

    [Fact]
    public void Rate_TwoSigns_IsWhatCameBetweenThem()
    {
        Add(0, 500);
        Add(5, 600);

        Assert.Equal(20, _window.Rate);
    }

    [Fact]
    public void Rate_SignsWithinAMoment_IsUnknown()
    {
        Add(0, 500);
        Add(0.003, 505);

        Assert.True(double.IsNaN(_window.Rate));
    }

    [Fact]
    public void Rate_ManySignsASecond_IsThatOfTheLastTwo()
    {
        var window = new RateWindow(TimeSpan.FromSeconds(0.2));
        for (int sign = 0; sign <= 50; sign++)
        {
            window.Add(s_start.AddSeconds(sign * 0.2), sign * 10);
        }

        Assert.Equal(50, window.Rate, 6);
    }

    [Fact]
    public void Rate_FasterThanBefore_ForgetsTheTimeBefore()
    {
        Add(0, 0);
        Add(5, 10);
        Add(10, 20);
        Add(15, 520);
        Add(20, 1020);

        Assert.Equal(100, _window.Rate);
    }

    [Fact]
    public void Rate_CountStandsStill_FallsToZero()
    {
        Add(0, 0);
        Add(5, 500);
        Add(10, 500);
        Add(15, 500);

        Assert.Equal(0, _window.Rate);
    }

    [Fact]
    public void Add_SameSignAgain_ChangesNothing()
    {
        Add(0, 0);
        Add(5, 100);
        Add(5, 100);
        Add(4, 90);

        Assert.Equal(20, _window.Rate);
    }

    private void Add(double seconds, long count) => _window.Add(s_start.AddSeconds(seconds), count);
}
