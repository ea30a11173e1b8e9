namespace Helix.Tool.Pages;

/// <summary>Links to where somebody outside says; only what a browser may follow becomes one.</summary>
internal static class Link
{
    public static Html To(string? url, string text) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeMailto)
            ? Html.Of($"<a href=\"{url}\" rel=\"noopener\">{text}</a>")
            : Html.Of($"{text}");
}
