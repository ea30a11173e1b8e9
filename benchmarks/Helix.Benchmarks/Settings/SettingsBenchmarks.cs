using System.ComponentModel.DataAnnotations;
using BenchmarkDotNet.Attributes;
using Helix.Benchmarks.Fleet;
using Helix.Benchmarks.Fleet.Peers;
using Helix.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Helix.Benchmarks.Settings;

/// <summary>
/// Reads the settings of a fleet of products from an app's real configuration, beside the ways that .NET has. All that a start does is
/// in it: aliases, connection strings, service bindings, unknown keys, and the values that hold until a restart.
/// </summary>
[MemoryDiagnoser]
public class SettingsBenchmarks
{
    private IConfiguration _configuration = null!;
    private BoundProduct[] _products = [];
    private BoundProduct[] _explicit = [];
    private PeerProduct[] _peers = [];
    private string[][] _values = [];
    private string[][] _keys = [];
    private object?[] _kept = [];

    [ParamsSource(nameof(Sizes))]
    public int Products { get; set; }

    [Params(Stack.InMemory, Stack.Host, Stack.Web, Stack.WebAndVault)]
    public Stack Stack { get; set; }

    public virtual IEnumerable<int> Sizes => [1, 50, 500];

    protected virtual Family Family => Family.Flat;

    [GlobalSetup]
    public void Setup()
    {
        _configuration = FleetConfiguration.Create(Stack, Products, Family);
        var services = new ServiceCollection();
        foreach (Action<IServiceCollection, IConfiguration> add in (Family switch { Family.Flat => HelixFleet.Flat, Family.Nested => HelixFleet.Nested, _ => HelixFleet.Types }).Take(Products))
        {
            add(services, _configuration);
        }

        _products = [.. services.BuildServiceProvider().GetRequiredService<ProductInstances>().Products];
        _explicit = [.. _products.Select(static product => new ExplicitKeys(product))];
        _peers = [.. (Family switch { Family.Flat => PeerFleet.Flat, Family.Nested => PeerFleet.Nested, _ => PeerFleet.Types }).Take(Products)];
        _values = [.. Enumerable.Range(1, Products).Select(i => FleetConfiguration.InOrder(i, Family))];
        _keys = [.. Enumerable.Range(1, Products).Select(i => FleetConfiguration.KeysInOrder(i, Family))];
        _kept = new object?[Products];
    }

    [Benchmark(Description = "parse and assign (floor)")]
    public object ParseAndAssign()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _kept[i] = Family == Family.Types ? new TypesFloor(_values[i]) : new ClientFloor(_values[i]);
        }

        return _kept;
    }

    [Benchmark(Description = "route, parse and assign by hand")]
    public object RouteParseAndAssign()
    {
        Dictionary<string, string> values = HandRouting.Of(_configuration);
        string[] found = new string[_keys[0].Length];
        for (int i = 0; i < _keys.Length; i++)
        {
            for (int key = 0; key < found.Length; key++)
            {
                found[key] = values[_keys[i][key]];
            }

            _kept[i] = Family == Family.Types ? new TypesFloor(found) : new ClientFloor(found);
        }

        return _kept;
    }

    [Benchmark(Description = "Helix, everything on")]
    public object Helix() => Read(_products);

    [Benchmark(Description = "Helix, explicit keys")]
    public object HelixExplicitKeys() => Read(_explicit);

    [Benchmark(Description = "Microsoft generator, bind")]
    public object MicrosoftGeneratorBind()
    {
        for (int i = 0; i < _peers.Length; i++)
        {
            _kept[i] = _peers[i].Get(_configuration);
        }

        return _kept;
    }

    [Benchmark(Baseline = true, Description = "Microsoft generator, bind + validate")]
    public object MicrosoftGenerator()
    {
        for (int i = 0; i < _peers.Length; i++)
        {
            object value = _peers[i].Get(_configuration);
            if (_peers[i].Validate(value).Failed)
            {
                throw new InvalidOperationException("The configuration is valid.");
            }

            _kept[i] = value;
        }

        return _kept;
    }

    [Benchmark(Description = "reflection binder + DataAnnotations")]
    public object Reflection()
    {
        for (int i = 0; i < _peers.Length; i++)
        {
            object value = _configuration.GetSection(_peers[i].Section).Get(_peers[i].Type)!;
            Validator.ValidateObject(value, new ValidationContext(value), validateAllProperties: true);
            _kept[i] = value;
        }

        return _kept;
    }

    private GroupReading Read(BoundProduct[] products)
    {
        var group = new ProductGroup(_configuration, products, "Production");
        GroupReading reading = group.Read();
        group.Accept();
        return reading.IsValid ? reading : throw new InvalidOperationException(reading.Errors[0].Error.ToString());
    }
}

/// <summary>The same with a list of three, a map of three and an object of two in each product.</summary>
public class NestedSettingsBenchmarks : SettingsBenchmarks
{
    public override IEnumerable<int> Sizes => [50];

    protected override Family Family => Family.Nested;
}

/// <summary>The same with one key of each scalar type, where parsing weighs more.</summary>
public class TypesSettingsBenchmarks : SettingsBenchmarks
{
    public override IEnumerable<int> Sizes => [50];

    protected override Family Family => Family.Types;
}
