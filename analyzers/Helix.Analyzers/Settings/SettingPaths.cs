using Helix.Manifests;

namespace Helix.Analyzers;

/// <summary>Tells configuration paths, connection strings and environment variables of products from all others.</summary>
internal sealed class SettingPaths(HelixCompilation helix)
{
    /// <summary>The place of a full configuration path; null for a path of no product.</summary>
    public SettingPath? Find(string path)
    {
        const string ConnectionStrings = "ConnectionStrings:";
        if (path.StartsWith(ConnectionStrings, StringComparison.OrdinalIgnoreCase))
        {
            return FindConnectionString(path.Substring(ConnectionStrings.Length));
        }

        foreach (KnownProduct product in helix.Products)
        {
            string section = product.Contract.Section;
            if (path.StartsWith(section, StringComparison.OrdinalIgnoreCase) && (path.Length == section.Length || path[section.Length] == ':'))
            {
                return SettingPath.Of(product, path.Length == section.Length ? "" : path.Substring(section.Length + 1));
            }
        }

        return null;
    }

    /// <summary>The product of a connection string's name.</summary>
    public SettingPath? FindConnectionString(string name)
    {
        foreach (KnownProduct product in helix.Products)
        {
            if (string.Equals(product.Contract.Bindings.ConnectionString, name, StringComparison.OrdinalIgnoreCase))
            {
                return new(product, "", null, null);
            }
        }

        return null;
    }

    /// <summary>
    /// The place of an environment variable: <c>Helix__OrdersDb__Port</c>, <c>ConnectionStrings__orders-db</c>, or a connection property
    /// such as <c>ORDERS_DB_HOST</c>. A variable that only starts like one is another's.
    /// </summary>
    public SettingPath? FindVariable(string name)
    {
        if (Find(name.Replace("__", ":")) is { } place)
        {
            return place;
        }

        foreach (KnownProduct product in helix.Products)
        {
            if (product.Contract.Bindings.EnvironmentPrefix is not { Length: > 0 } prefix || !name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                || product.Contract.Kind is not { } kind)
            {
                continue;
            }

            foreach (NamedText property in kind.Manifest.ConnectionProperties)
            {
                if (name.Length == prefix.Length + property.Name.Length && name.EndsWith(property.Name, StringComparison.OrdinalIgnoreCase))
                {
                    return SettingPath.Of(product, property.Text);
                }
            }
        }

        return null;
    }
}
