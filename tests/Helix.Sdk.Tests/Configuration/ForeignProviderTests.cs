using Helix.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Helix.Sdk.Tests.Configuration;

/// <summary>Providers that are not the framework's are asked by their own methods, and count as much as any.</summary>
public sealed class ForeignProviderTests
{
    private static readonly Dictionary<string, string?> s_values = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Helix:AnyBox:Host"] = "vault", ["Helix:AnyBox:Names:0"] = "x", ["Helix:AnyBox:Names:1"] = "y", ["Helix:AnyBox:Doors:0:Name"] = "front",
        ["Helix:AnyBox:Pool:Size"] = "3", ["Helix:AnyBox:Weights:a"] = "0.5", ["Other:Key"] = "not Helix's",
    };

    public static TheoryData<string> Kinds => ["derived from the framework's base class", "an implementation of its own", "answers otherwise than its data"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_lists_maps_and_objects_are_read_and_later_sources_win(string kind)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Helix:AnyBox:Host", "below"), new("Helix:AnyBox:Port", "81")])
            .Add(new Source(kind, s_values))
            .AddInMemoryCollection([new("Helix:AnyBox:Pool:Size", "4")])
            .Build();
        using ServiceProvider provider = Boxes.AnyBox(configuration);

        AnyBoxSettings settings = provider.GetRequiredService<AnyBoxSettings>();

        Assert.Equal(("vault", 81, 4), (settings.Host, settings.Port, settings.Pool.Size));
        Assert.Equal(["x", "y"], settings.Names);
        Assert.Equal(["front"], settings.Doors.Select(static door => door.Name));
        Assert.Equal(0.5, settings.Weights["a"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_unknown_key_is_reported_with_the_providers_own_name(string kind)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Helix:AnyBox:Prt"] = "1", ["Helix:AnyBox:Pool:Sise"] = "1" };
        using ServiceProvider provider = Boxes.AnyBox(new ConfigurationBuilder().Add(new Source(kind, values)).Build());

        ProductConfigurationException report = Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<AnyBox>());

        Assert.Equal(
            ["Helix:AnyBox:Pool:Sise is not a key; did you mean Pool:Size? (Acme vault)", "Helix:AnyBox:Prt is not a key; did you mean Port? (Acme vault)"],
            report.Errors.Select(static error => error.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_provider_that_fails_is_no_provider_without_values()
    {
        using ServiceProvider provider = Boxes.AnyBox(new ConfigurationBuilder().Add(new Failing.Source()).Build());

        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<AnyBox>());

        Assert.Equal("The vault is sealed.", failure.Message);
    }

    private sealed class Failing : ConfigurationProvider
    {
        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) => throw new InvalidOperationException("The vault is sealed.");

        public sealed class Source : IConfigurationSource
        {
            public IConfigurationProvider Build(IConfigurationBuilder builder) => new Failing();
        }
    }

    private sealed class Source(string kind, Dictionary<string, string?> values) : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => kind switch
        {
            "derived from the framework's base class" => new Derived(values),
            "an implementation of its own" => new Own(values),
            _ => new Otherwise(values),
        };
    }

    private sealed class Derived(Dictionary<string, string?> values) : ConfigurationProvider
    {
        public override void Load() => Data = values;

        public override string ToString() => "Acme vault";
    }

    /// <summary>Shows values that its dictionary does not have, as a provider that decrypts does.</summary>
    private sealed class Otherwise(Dictionary<string, string?> values) : MemoryConfigurationProvider(new() { InitialData = values.Select(static pair => KeyValuePair.Create(pair.Key, (string?)"encrypted")) })
    {
        public override bool TryGet(string key, out string? value) => values.TryGetValue(key, out value);

        public override string ToString() => "Acme vault";
    }

    private sealed class Own(Dictionary<string, string?> values) : IConfigurationProvider
    {
        public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) => values.Keys
            .Where(key => parentPath is null || key.StartsWith(parentPath + ":", StringComparison.OrdinalIgnoreCase))
            .Select(key => key[(parentPath is null ? 0 : parentPath.Length + 1)..].Split(':')[0])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Concat(earlierKeys);

        public IChangeToken GetReloadToken() => new CancellationChangeToken(CancellationToken.None);

        public void Load()
        {
        }

        public void Set(string key, string? value) => values[key] = value;

        public bool TryGet(string key, out string? value) => values.TryGetValue(key, out value);

        public override string ToString() => "Acme vault";
    }
}
