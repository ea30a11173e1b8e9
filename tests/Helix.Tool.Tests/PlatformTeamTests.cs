using Helix.Tool.Tests.Harness;

namespace Helix.Tool.Tests;

/// <summary>A new platform team's first weeks, as it types them.</summary>
public sealed class PlatformTeamTests
{
    [Fact]
    public async Task A_new_team_writes_checks_publishes_and_is_kept_from_breaking_its_users()
    {
        using var workspace = new Workspace();
        async Task Git(params string[] arguments) =>
            _ = (await workspace.RunOtherAsync("git", ["-c", "user.name=team", "-c", "user.email=team@acme.example", .. arguments])).ShouldEndWith(0);
        void Edit(string before, string after)
        {
            string text = workspace.Read("products/stock-db.product.yaml");
            Assert.Contains(before, text, StringComparison.Ordinal);
            _ = workspace.Write("products/stock-db.product.yaml", text.Replace(before, after, StringComparison.Ordinal));
        }

        // The first product, and a key of its own with a mistake that lint corrects.
        await Git("init", "-q", "-b", "main");
        _ = (await workspace.RunProcessAsync("new", "product", "stock-db", "--kind", "sqlite", "--owner", "warehouse", "--description", "Stock of the shop", "--stage", "ga", "-o", "products/")).ShouldEndWith(0);
        Edit("  # What the kind brings", "  config:\n    keys:\n      MaxItems: { type: int, defualt: 100, maximum: 1000, description: The most items of an order. }\n  # What the kind brings");
        Assert.Contains("did you mean 'default'?", (await workspace.RunAsync("lint", "products")).ShouldEndWith(1).Output, StringComparison.Ordinal);
        _ = (await workspace.RunAsync("lint", "products", "--fix")).ShouldEndWith(0);

        // 1.0.0 is published.
        await Git("add", "-A");
        await Git("commit", "-qm", "stock-db 1.0.0");
        await Git("tag", "v1.0.0");

        // A key is broken: users may have set 1000.
        Edit("maximum: 1000", "maximum: 500");
        _ = (await workspace.RunAsync("lint", "products")).ShouldEndWith(0);
        CallResult broken = (await workspace.RunAsync("diff", "v1.0.0:products", "products")).ShouldEndWith(1);
        Assert.Contains("CONFIG  The maximum of MaxItems changed from 1000 to 500", broken.Output, StringComparison.Ordinal);
        Assert.Contains("stock-db has a CONFIG break, so 1.0.0 should be 2.0.0 or later", broken.Output, StringComparison.Ordinal);

        // A minor version does not do; a major one does.
        Edit("version: 1.0.0", "version: 1.1.0");
        _ = (await workspace.RunAsync("diff", "v1.0.0:products", "products")).ShouldEndWith(1);
        Edit("version: 1.1.0", "version: 2.0.0");
        CallResult fine = (await workspace.RunProcessAsync("diff", "v1.0.0:products", "products")).ShouldEndWith(0);
        Assert.Contains("2.0.0 says so", fine.Output, StringComparison.Ordinal);
    }
}
