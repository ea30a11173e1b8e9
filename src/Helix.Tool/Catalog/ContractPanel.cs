using System.Text;
using Helix.Manifests;
using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>The settings of a product: keys with types, defaults and bounds, rules of environments, and where values come from.</summary>
internal static class ContractPanel
{
    public static Html Of(CatalogProduct product)
    {
        ProductContract contract = product.Contract;
        KeyContract[] own = [.. contract.Keys.Where(key => IsOwn(key, contract))];
        KeyContract[] inherited = [.. contract.Keys.Where(key => !IsOwn(key, contract))];
        string kind = contract.Kind?.Manifest.DisplayName ?? product.Kind;
        return Html.Of($"""
            <section class="panel" aria-labelledby="settings"><h2 id="settings">Settings</h2>
            {Example(contract)}
            {Html.If(own.Length > 0, () => Html.Of($"<ul class=\"keys\" style=\"margin-top:1.2rem\">{Html.Each(own, Key)}</ul>"))}
            {Html.If(inherited.Length > 0, () => Html.Of($"<details><summary>{Numbers.Count(inherited.Length, "key", "keys")} as in every product of the kind {kind}</summary><ul class=\"keys\">{Html.Each(inherited, Key)}</ul></details>"))}
            {Environments(contract)}{Sources(contract)}</section>
            """);
    }

    /// <summary>Keys that the product adds or narrows; the rest is as its kind has it.</summary>
    private static bool IsOwn(KeyContract key, ProductContract contract) =>
        !key.FromKind || key.Required || contract.Manifest.Keys.Any(written => string.Equals(written.Name, key.Name, StringComparison.OrdinalIgnoreCase));

    private static Html Key(KeyContract key) => Html.Of($"""
        <li><div><span class="name">{key.Name}</span><div class="marks"><span class="badge">{KeyText.Type(key)}</span>{Mark(key.Required, "required", "bad")}{Mark(key.Secret, "secret", "new")}{Mark(key.Live, "live reload", "info")}{Mark(key.Deprecated is not null, "deprecated", "warn")}</div></div>
        <div><p>{key.Description}</p><div class="bounds">{Html.If(KeyText.Default(key) is not null, () => Html.Of($"<span>Default <code>{KeyText.Default(key)}</code></span>"))}{Html.Each(KeyText.Bounds(key), static bound => Html.Of($"<span>{bound}</span>"))}</div>{Deprecation(key)}
        {Html.If(!key.Keys.IsEmpty, () => Html.Of($"<ul class=\"keys\">{Html.Each(key.Keys, Key)}</ul>"))}</div></li>

        """);

    private static Html Mark(bool has, string text, string colour) => has ? Html.Of($"<span class=\"badge {colour}\">{text}</span>") : Html.Empty;

    private static Html Deprecation(KeyContract key) => key.Deprecated is not { } deprecated ? Html.Empty : Html.Of($"""
        <p class="small muted">Deprecated{(deprecated.Since is { } since ? " since " + since : "")}.{Html.If(deprecated.Replacement is not null, () => Html.Of($" Use <code>{deprecated.Replacement}</code>."))} {deprecated.Reason}</p>
        """);

    private static Html Environments(ProductContract contract) => contract.Environments.IsEmpty ? Html.Empty : Html.Of($"""
        <h3 style="margin:1.2rem 0 .4rem">Environments</h3><div class="scroll"><table><thead><tr><th scope="col">Environment</th><th scope="col">Rule</th></tr></thead><tbody>
        {Html.Each(contract.Environments, static environment => Html.Of($"""
            <tr><td>{environment.Name}</td><td>{Html.If(!environment.Require.IsEmpty, () => Html.Of($"<div>needs {Codes(environment.Require)}</div>"))}{Html.If(!environment.Forbid.IsEmpty, () => Html.Of($"<div>forbids {Codes(environment.Forbid)}</div>"))}{Html.Each(environment.Constrain, static key => Html.Of($"<div><code>{key.Name}</code>: {string.Join(", ", KeyText.Bounds(key))}</div>"))}</td></tr>

            """))}</tbody></table></div>
        """);

    private static Html Sources(ProductContract contract)
    {
        ProductBindings bindings = contract.Bindings;
        return Html.Of($"""
            <h3 style="margin:1.2rem 0 .4rem">Also read from</h3><ul class="small" style="margin:0;padding-left:1.1rem">
            {Html.If(bindings.EnvironmentPrefix is not null, () => Html.Of($"<li>environment variables <code>{bindings.EnvironmentPrefix}…</code></li>"))}
            {Html.If(bindings.ConnectionString is not null, () => Html.Of($"<li>the connection string <code>ConnectionStrings:{bindings.ConnectionString}</code></li>"))}
            {Html.If(bindings.ServiceBindingType is not null, () => Html.Of($"<li>a Kubernetes service binding of type <code>{bindings.ServiceBindingType}</code>{(bindings.ServiceBindingProvider is { } provider ? $" by {provider}" : "")}</li>"))}
            </ul>
            """);
    }

    private static Html Codes(IEnumerable<string> names) => Html.Each(names, static name => Html.Of($"<code>{name}</code> "));

    /// <summary>The least that an app has to write into its settings file.</summary>
    private static Html Example(ProductContract contract)
    {
        KeyContract[] needed =
        [
            .. contract.Keys.Where(key => !key.Secret
                && (key.Required || contract.Environments.Any(environment => environment.Require.Contains(key.Name)))),
        ];
        if (needed.Length == 0)
        {
            return Html.Of($"<p>Nothing has to be set: each key has a default or may be left out. The section is <code>{contract.Section}</code>.</p>");
        }

        string[] path = contract.Section.Split(':');
        var text = new StringBuilder("// appsettings.json\n{\n");
        for (int i = 0; i < path.Length; i++)
        {
            _ = text.Append(' ', 2 * (i + 1)).Append('"').Append(path[i]).Append("\": {\n");
        }

        string indent = new(' ', 2 * (path.Length + 1));
        _ = text.AppendJoin(",\n", needed.Select(key => $"{indent}\"{key.Name}\": {Placeholder(key)}")).Append('\n');
        for (int i = path.Length; i > 0; i--)
        {
            _ = text.Append(' ', 2 * i).Append("}\n");
        }

        return Html.Of($"<pre tabindex=\"0\"><code>{text.Append('}').ToString()}</code></pre>");
    }

    private static string Placeholder(KeyContract key) => key.Type switch
    {
        KeyType.Int or KeyType.Long or KeyType.Double => key.Minimum?.Text ?? "0",
        KeyType.Bool => "true",
        KeyType.List => "[ … ]",
        KeyType.Map or KeyType.Object => "{ … }",
        KeyType.Enum => $"\"{(key.AllowedValues.IsEmpty ? key.Values : key.AllowedValues).FirstOrDefault() ?? "…"}\"",
        _ => "\"…\"",
    };
}
