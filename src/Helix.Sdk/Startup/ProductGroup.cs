using Helix.Configuration;
using Microsoft.Extensions.Configuration;

namespace Helix.Startup;

/// <summary>The products that are read from one configuration: almost always all of them.</summary>
internal sealed class ProductGroup
{
    private readonly string? _environment;
    private readonly ProductReadingTarget[] _targets;
    private readonly uint _variableInitials;
    private readonly FrozenValues _frozen = new();
    private readonly int[] _frozenFrom;

    public ProductGroup(IConfiguration configuration, BoundProduct[] products, string? environment)
    {
        Configuration = configuration;
        Products = products;
        _environment = environment;
        _targets = new ProductReadingTarget[products.Length];
        _frozenFrom = new int[products.Length];
        for (int i = 0; i < products.Length; i++)
        {
            ProductReadingTarget target = products[i].Target;
            _targets[i] = target;
            _variableInitials |= target.EnvironmentPrefix is { Length: > 0 } prefix ? 1u << (prefix[0] & 31) : 0;
        }
    }

    public readonly IConfiguration Configuration;

    public readonly BoundProduct[] Products;

    /// <summary>What stands in for files that cannot be read.</summary>
    public readonly LastGoodFiles Files = new();

    /// <summary>
    /// Reads all products. Until <see cref="Accept"/> each reading is the first one; later ones keep the values that only a restart takes over.
    /// </summary>
    public GroupReading Read()
    {
        var result = new GroupReading(Products.Length);
        // Given back at the end, without a finally: after an exception its memory is nobody's.
        var table = ConfigurationTable.Create(Configuration, _targets, _variableInitials, Files);
        var reading = new ProductReading(table, _environment, _frozen);
        if (_frozen is { IsOpen: true, Count: > 0 })
        {
            _frozen.Clear();
        }

        string? bindings = ServiceBinding.Root;
        bool mayHaveAliases = bindings is not null || table.HasVariables || table.HasConnectionStrings;
        for (int i = 0; i < Products.Length; i++)
        {
            BoundProduct product = Products[i];
            AliasValues? aliases = mayHaveAliases ? AliasesOf(product.Target, table, bindings, result) : null;

            if (_frozen.IsOpen)
            {
                _frozenFrom[i] = _frozen.Count;
            }
            else
            {
                _frozen.Seek(_frozenFrom[i]);
            }

            reading.Begin(product.Target, aliases);
            result.Settings[i] = product.Read(reading);
            if (reading.Errors is not null)
            {
                result.Take(i, reading.Errors);
                reading.Errors = null;
            }
        }

        if (UnknownKeys.HasUnread(table))
        {
            AddUnknown(table, result);
        }

        result.Notes = reading.Notes;
        result.NeedRestart = reading.NeedRestart;
        table.Dispose();
        return result;
    }

    private static AliasValues? AliasesOf(ProductReadingTarget target, ConfigurationTable table, string? bindings, GroupReading result)
    {
        AliasValues? aliases = AliasValues.Of(table, target, bindings);
        if (aliases is not null)
        {
            result.AddBindingDirectory(aliases);
        }

        return aliases;
    }

    /// <summary>Makes the values of the last reading those that hold until a restart.</summary>
    public void Accept()
    {
        if (_frozen.IsOpen)
        {
            _frozen.Close();
        }
    }

    /// <summary>The settings of a product as they hold now, each key with its source.</summary>
    public IReadOnlyList<EffectiveSetting> Describe(BoundProduct product)
    {
        int at = Array.IndexOf(Products, product);
        using var table = ConfigurationTable.Create(Configuration, _targets, _variableInitials, Files);
        var settings = new List<EffectiveSetting>();
        var reading = new ProductReading(table, _environment, _frozen.IsOpen ? null : _frozen);
        reading.Describe(settings);
        if (!_frozen.IsOpen)
        {
            _frozen.Seek(_frozenFrom[at]);
        }

        reading.Begin(product.Target, AliasValues.Of(table, product.Target, ServiceBinding.Root));
        _ = product.Read(reading);
        return settings;
    }

    private void AddUnknown(ConfigurationTable table, GroupReading result)
    {
        foreach ((int product, ConfigurationError error) in UnknownKeys.Find(table, _targets, NamesOf))
        {
            result.Add(product, error);
        }

        HashSet<string> NamesOf(int product)
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var again = new ProductReading(table, _environment, null);
            again.Collect(names);
            again.Begin(Products[product].Target, null);
            _ = Products[product].Read(again);
            return names;
        }
    }
}

/// <summary>What one reading of a group found.</summary>
internal sealed class GroupReading(int products)
{
    private List<(int Product, ConfigurationError Error)>? _errors;

    /// <summary>The settings, in the order of products; of meaning only when there is no error.</summary>
    public readonly object[] Settings = new object[products];

    public List<string>? Notes;

    public List<string>? NeedRestart;

    public SortedSet<string>? BindingDirectories;

    /// <summary>The errors, each with the place of its product.</summary>
    public IReadOnlyList<(int Product, ConfigurationError Error)> Errors => _errors ?? [];

    public bool IsValid = true;

    public void Add(int product, ConfigurationError error)
    {
        IsValid = false;
        (_errors ??= []).Add((product, error));
    }

    /// <summary>Adds all errors of one product.</summary>
    public void Take(int product, List<ConfigurationError> errors) => errors.ForEach(error => Add(product, error));

    /// <summary>Adds the directory of a service binding, where the values come from one.</summary>
    public void AddBindingDirectory(AliasValues aliases)
    {
        if (aliases.BindingDirectory is { } directory)
        {
            _ = (BindingDirectories ??= new(StringComparer.Ordinal)).Add(directory);
        }
    }
}
