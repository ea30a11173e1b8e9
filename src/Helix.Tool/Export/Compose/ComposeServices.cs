using System.Globalization;
using Helix.Manifests;

namespace Helix.Tool.Export.Compose;

/// <summary>The services of a Compose file: one for each product that is a container.</summary>
internal sealed class ComposeServices
{
    private readonly EquatableArray<LocalProduct> _products;
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);

    public ComposeServices(EquatableArray<LocalProduct> products)
    {
        _products = products;

        // On the developer's machine each product has a port of its own: the server's, or the next that no other has.
        var taken = new HashSet<int>();
        foreach (LocalProduct product in Containers)
        {
            if (product.Port is { } port)
            {
                while (!taken.Add(port))
                {
                    port = port == ushort.MaxValue ? 1024 : port + 1;
                }

                _ports.Add(product.Name, port);
            }
        }
    }

    private IEnumerable<LocalProduct> Containers => _products.Where(static product => product.Form == LocalResourceForm.Container);

    /// <summary>The variable of <c>.env</c> that holds a parameter: that of <c>orders-db</c>'s password is <c>ORDERS_DB_PASSWORD</c>.</summary>
    public static string VariableOf(LocalProduct product, string parameter) =>
        CSharpNames.EnvironmentPrefix(product.Name) + CSharpNames.EnvironmentPrefix(parameter).TrimEnd('_');

    /// <summary>A value as an app in the same Compose project sees it.</summary>
    public string AtApp(LocalProduct product, LocalValue value) => Render(product, value, product.Form == LocalResourceForm.Executable ? "host.docker.internal" : product.Name);

    public Dictionary<string, object> Document()
    {
        var document = new Dictionary<string, object> { ["services"] = Containers.ToDictionary(static product => product.Name, Service) };
        string[] volumes = [.. Containers.Where(static product => product.Volume is not null).Select(VolumeOf)];
        if (volumes.Length > 0)
        {
            document["volumes"] = volumes.ToDictionary(static volume => volume, static _ => new Dictionary<string, object>());
        }

        return document;
    }

    private Dictionary<string, object> Service(LocalProduct product)
    {
        var service = new Dictionary<string, object> { ["image"] = Literal(product.Tag is null ? product.Image ?? "" : $"{product.Image}:{product.Tag}") };
        if (!product.Arguments.IsEmpty)
        {
            service["command"] = product.Arguments.Select(value => Render(product, value, "localhost")).ToArray();
        }

        if (!product.Environment.IsEmpty)
        {
            service["environment"] = product.Environment.ToDictionary(static variable => variable.Name, variable => Render(product, variable.Value, "localhost"));
        }

        if (product.Port is { } port)
        {
            string variable = CSharpNames.EnvironmentPrefix(product.Name) + "LOCAL_PORT";
            service["ports"] = new List<string> { string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:${{{variable}:-{_ports[product.Name]}}}:{port}") };
        }

        if (product.Volume is { } path)
        {
            service["volumes"] = new List<string> { $"{VolumeOf(product)}:{Literal(path)}" };
        }

        if (Test(product) is { } test)
        {
            service["healthcheck"] = new Dictionary<string, object> { ["test"] = test, ["interval"] = "5s", ["timeout"] = "5s", ["retries"] = 20, ["start_period"] = "5s" };
        }

        Dictionary<string, object> after = Containers.Where(other => product.StartsAfter.Contains(other.Name)).ToDictionary(
            static other => other.Name,
            object (other) => new Dictionary<string, object> { ["condition"] = Test(other) is null ? "service_started" : "service_healthy" });
        if (after.Count > 0)
        {
            service["depends_on"] = after;
        }

        return service;
    }

    /// <summary>The health check; null where the manifest has none that runs beside the server.</summary>
    private static string[]? Test(LocalProduct product)
    {
        if (!product.HealthCommand.IsEmpty)
        {
            return ["CMD", .. product.HealthCommand.Select(value => Render(product, value, "localhost"))];
        }

        if (product is not { HealthPath: { } path, Port: { } port })
        {
            return null;
        }

        // Images have one of both, or neither; then the check fails and says so.
        string url = string.Create(CultureInfo.InvariantCulture, $"{product.Scheme}://localhost:{port}{Literal(path)}").Replace("'", "%27", StringComparison.Ordinal);
        return ["CMD-SHELL", $"wget -q -O /dev/null '{url}' || curl -fsS -o /dev/null '{url}'"];
    }

    private static string VolumeOf(LocalProduct product) => product.Name + "-data";

    private static string Render(LocalProduct product, LocalValue value, string host)
    {
        return new LocalValue(value.Parts.Select(static part => part with { Text = part.Kind == LocalPartKind.Literal ? Literal(part.Text) : part.Text, IsUriEncoded = false }).ToEquatableArray()).Render(part => part.Kind switch
        {
            LocalPartKind.EndpointHost => host,
            LocalPartKind.EndpointPort or LocalPartKind.TargetPort => product.Port?.ToString(CultureInfo.InvariantCulture) ?? "",
            LocalPartKind.Limit => Literal(product.Limit(part.Text)),
            _ => $"${{{VariableOf(product, part.Text)}:?set {VariableOf(product, part.Text)} in .env}}",
        });
    }

    /// <summary>Text that Compose leaves as it is.</summary>
    private static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
