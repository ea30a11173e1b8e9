using Helix.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Helix.Sdk.Tests.Configuration;

/// <summary>What of a value is shown, and how.</summary>
public sealed class ShownValueTests
{
    [Theory]
    [InlineData("https://acme.example/c?sv=2026-01-01&sig=zx%2F1")]
    [InlineData("https://acme.example/c?X-Amz-Signature=zx1")]
    [InlineData("https://acme.example/c?code=zx1")]
    public void An_address_that_is_signed_is_not_shown(string address)
    {
        using ServiceProvider provider = Boxes.AnyBox(Boxes.Memory(("Helix:AnyBox:Link", address)));
        HelixCatalog catalog = provider.GetRequiredService<HelixCatalog>();

        Assert.Equal("***", catalog.GetSettings(catalog.Products[0]).Single(static setting => setting.Key == "Helix:AnyBox:Link").Value);
    }

    [Fact]
    public void A_value_or_key_cannot_write_lines_of_the_report()
    {
        IConfigurationRoot configuration = Boxes.Memory(
            ("Helix:AnyBox:Whole", "1\n    Helix:AnyBox:Port   is fine\u001b[2K\u202e"), ("Helix:AnyBox:Wait", "5s\u00a0"), ("Helix:AnyBox:X\r\ny", "1"),
            ("Helix:AnyBox:Color", new string('x', 76) + "😀😀😀"));
        using ServiceProvider provider = Boxes.AnyBox(configuration);

        string report = Assert.Throws<ProductConfigurationException>(provider.GetRequiredService<AnyBoxSettings>).Message;

        Assert.Equal(6, report.Split('\n').Length);
        Assert.Contains(@"'1\u000A    Helix:AnyBox:Port   is fine\u001B[2K\u202E' is not a whole number", report, StringComparison.Ordinal);
        Assert.Contains(@"'5s\u00A0' is not a duration", report, StringComparison.Ordinal);
        Assert.Contains(@"Helix:AnyBox:X\u000D\u000Ay", report, StringComparison.Ordinal);
        Assert.Contains(@"x\uD83D...'", report, StringComparison.Ordinal);
    }
}
