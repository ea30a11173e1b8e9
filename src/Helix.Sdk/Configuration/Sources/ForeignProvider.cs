using Microsoft.Extensions.Configuration;

namespace Helix.Configuration;

/// <summary>Walks the entries below a section by a provider's own methods: for providers of types that are not the framework's.</summary>
internal static class ForeignProvider
{
    public static void Walk(IConfigurationProvider provider, string parent, Action<string, string?> entry)
    {
        // The framework's base class answers with a name for each entry below it, sorted: one that comes once and has a value has
        // nothing below it. So what is flat is asked for once, not once a key.
        bool answersEach = provider is ConfigurationProvider;
        string? previous = null;
        int times = 0;
        foreach (string child in provider.GetChildKeys([], parent))
        {
            if (previous is not null && string.Equals(child, previous, StringComparison.OrdinalIgnoreCase))
            {
                times++;
                continue;
            }

            Visit(previous, times);
            previous = child;
            times = 1;
        }

        Visit(previous, times);

        void Visit(string? child, int count)
        {
            if (child is null)
            {
                return;
            }

            string key = $"{parent}:{child}";
            bool has = provider.TryGet(key, out string? value);
            if (has)
            {
                entry(key, value);
            }

            if (!(has && answersEach && count == 1))
            {
                Walk(provider, key, entry);
            }
        }
    }
}
