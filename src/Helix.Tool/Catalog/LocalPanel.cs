using System.Globalization;
using Helix.Manifests;
using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>How a developer's machine provides the product.</summary>
internal static class LocalPanel
{
    public static Html Of(ProductContract product)
    {
        if (product.Local is not { } local)
        {
            return Html.Empty;
        }

        KeyContract[] missing = [.. product.Keys.Where(static key => key.Required)];
        return Html.Of($"""
            <section class="panel" aria-labelledby="local"><h2 id="local">On your machine</h2>
            {(local.Form is not (LocalResourceForm.Container or LocalResourceForm.Executable)
                ? Html.Of($"<p>{(local.Form == LocalResourceForm.Embedded ? $"Nothing to start: {local.Embedded} is part of the app's own process." : "Nothing to start: it runs elsewhere, and the settings say where.")}</p>")
                : Html.Of($"<p>The app host of your solution starts {What(local)}, and hands the app its address and credentials.</p><pre tabindex=\"0\" style=\"margin-top:.8rem\"><code>{AppHost(product)}</code></pre>"))}
            {Html.If(missing.Length > 0, () => Html.Of($"<p class=\"small muted\" style=\"margin:.9rem 0 .4rem\">What only you know, out of the repository:</p><pre tabindex=\"0\"><code>{Secrets(product, missing)}</code></pre>"))}</section>
            """);
    }

    private static Html What(LocalResource local) => local.Form == LocalResourceForm.Container
        ? Html.Of($"the container <code>{local.Image}{(local.Tag is { } tag ? ":" + tag : "")}</code>{(local.Port is { } port ? $" (port {port.ToString(CultureInfo.InvariantCulture)})" : "")}")
        : Html.Of($"the program <code>{string.Join(' ', local.Arguments.Prepend(local.Command ?? ""))}</code>");

    private static string AppHost(ProductContract product)
    {
        string variable = GoldenPathCode.Variable(product);
        return $"""
            // AppHost.cs
            var {variable} = builder.Add{product.CSharpName}();
            builder.AddProject<Projects.Shop>("shop").WithReference({variable});
            """.ReplaceLineEndings("\n");
    }

    private static string Secrets(ProductContract product, KeyContract[] keys) =>
        string.Join('\n', keys.Select(key => $"dotnet user-secrets set \"{product.Section}:{key.Name}\" \"…\""));
}
