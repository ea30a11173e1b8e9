using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Helix.Benchmarks.Settings;

/// <summary>What an app's configuration is made of.</summary>
public enum Stack
{
    /// <summary>One in-memory source.</summary>
    InMemory,

    /// <summary><c>Host.CreateApplicationBuilder</c>: files, environment, command line.</summary>
    Host,

    /// <summary><c>WebApplication.CreateBuilder</c>: the same, and a chained configuration.</summary>
    Web,

    /// <summary>The web stack, and passwords from a provider that is not the framework's, as a key vault is.</summary>
    WebAndVault,
}

/// <summary>What kind of keys the products have.</summary>
public enum Family
{
    /// <summary>Twelve keys of a usual database client, most of them text and numbers.</summary>
    Flat,

    /// <summary>The same, and a list of three, a map of three and an object of two.</summary>
    Nested,

    /// <summary>One key of each of the twelve scalar types.</summary>
    Types,
}

/// <summary>The configuration of a fleet of products, all twelve keys of each given in a file.</summary>
internal static class FleetConfiguration
{
    // Sorted by name, as many write them: not the order in which the settings read them.
    private static readonly (string Key, Func<int, string> Value)[] s_keys =
    [
        ("CommandTimeout", static _ => "00:00:07"),
        ("ConnectTimeout", static _ => "00:00:03"),
        ("Database", static i => $"orders{i}"),
        ("Host", static i => $"db{i}.acme.example"),
        ("MaxPoolSize", static i => (i + 10).ToString(CultureInfo.InvariantCulture)),
        ("MaxRetries", static _ => "5"),
        ("Mode", static _ => "ReadOnly"),
        ("Password", static i => $"pass-{i}-word"),
        ("Port", static i => (5000 + i).ToString(CultureInfo.InvariantCulture)),
        ("SampleRate", static _ => "0.25"),
        ("UseTls", static _ => "true"),
        ("Username", static i => $"app{i}"),
    ];

    private static readonly (string Key, Func<int, string> Value)[] s_types =
    [
        ("Count", static i => (i + 10).ToString(CultureInfo.InvariantCulture)),
        ("Day", static _ => "2026-03-31"),
        ("Endpoint", static i => $"https://api{i}.acme.example/v1/orders"),
        ("Id", static i => new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString()),
        ("Mode", static _ => "ReadOnly"),
        ("Moment", static _ => "2026-03-31T12:00:00+02:00"),
        ("Name", static i => $"orders{i}"),
        ("On", static _ => "true"),
        ("Rate", static _ => "0.25"),
        ("Room", static _ => "4194304"),
        ("Timeout", static _ => "00:00:07"),
        ("Total", static i => (i * 1_000_000_000L).ToString(CultureInfo.InvariantCulture)),
    ];

    private static readonly (string Key, string Value)[] s_nested =
    [
        ("Pool:Idle", "00:10:00"), ("Pool:Minimum", "5"), ("Replicas:0", "r0.acme.example"), ("Replicas:1", "r1.acme.example"),
        ("Replicas:2", "r2.acme.example"), ("Weights:r0", "0.5"), ("Weights:r1", "0.25"), ("Weights:r2", "0.25"),
    ];

    public static IConfiguration Create(Stack stack, int products, Family family = Family.Flat)
    {
        Dictionary<string, string?> values = Values(products, family);
        if (stack == Stack.InMemory)
        {
            return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        }

        string folder = Directory.CreateTempSubdirectory("helix-fleet").FullName;
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), Json(values));
        File.WriteAllText(Path.Combine(folder, "appsettings.Production.json"), """{ "Logging": { "LogLevel": { "Default": "Warning" } } }""");
        IConfigurationManager configuration = stack == Stack.Host
            ? Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder, EnvironmentName = "Production" }).Configuration
            : WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder, EnvironmentName = "Production" }).Configuration;
        if (stack == Stack.WebAndVault)
        {
            _ = configuration.Add(new VaultSource(values.Where(static pair => pair.Key.EndsWith(":Password", StringComparison.Ordinal))));
        }

        return configuration;
    }

    /// <summary>The values of one product in the order of its keys in the manifest, for the floor.</summary>
    public static string[] InOrder(int product, Family family) =>
        [.. Order(family).Select(key => (family == Family.Types ? s_types : s_keys).First(pair => pair.Key == key).Value(product))];

    /// <summary>The full keys of these values.</summary>
    public static string[] KeysInOrder(int product, Family family) => [.. Order(family).Select(key => Section(product, family) + key)];

    private static string[] Order(Family family) => family == Family.Types
        ? ["Name", "Count", "Total", "Rate", "On", "Timeout", "Room", "Endpoint", "Mode", "Day", "Moment", "Id"]
        : ["Host", "Port", "Database", "Username", "Password", "UseTls", "CommandTimeout", "ConnectTimeout", "MaxPoolSize", "MaxRetries", "SampleRate", "Mode"];

    private static string Section(int product, Family family) => $"Helix:{(family == Family.Flat ? "Fleet" : family.ToString())}{product:000}:";

    private static Dictionary<string, string?> Values(int products, Family family)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (int i = 1; i <= products; i++)
        {
            string section = Section(i, family);
            foreach ((string key, Func<int, string> value) in family == Family.Types ? s_types : s_keys)
            {
                values[section + key] = value(i);
            }

            if (family == Family.Nested)
            {
                foreach ((string key, string value) in s_nested)
                {
                    values[section + key] = value;
                }
            }
        }

        return values;
    }

    private static string Json(Dictionary<string, string?> values)
    {
        var root = new Dictionary<string, object>();
        foreach ((string key, string? value) in values)
        {
            string[] path = key.Split(':');
            Dictionary<string, object> node = root;
            foreach (string name in path[..^1])
            {
                node = (Dictionary<string, object>)(node.TryGetValue(name, out object? child) ? child : node[name] = new Dictionary<string, object>());
            }

            node[path[^1]] = value!;
        }

        return JsonSerializer.Serialize(root);
    }

    private sealed class VaultSource(IEnumerable<KeyValuePair<string, string?>> values) : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => new VaultProvider(values);
    }

    internal sealed class VaultProvider(IEnumerable<KeyValuePair<string, string?>> values) : ConfigurationProvider
    {
        public IDictionary<string, string?> Values => Data;

        public override void Load() => Data = new Dictionary<string, string?>(values, StringComparer.OrdinalIgnoreCase);
    }
}
