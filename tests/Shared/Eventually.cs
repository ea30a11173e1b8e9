using System.Diagnostics;

namespace Helix.Testing;

/// <summary>Waits for what comes by itself.</summary>
internal static class Eventually
{
    // A loaded machine is no failure; a test that waits for nothing ends.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string otherwise)
    {
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            Assert.True(clock.Elapsed < s_longest, otherwise);
        }
    }

    public static Task HoldsAsync(Func<bool> condition, string otherwise) => HoldsAsync(() => Task.FromResult(condition()), otherwise);
}
