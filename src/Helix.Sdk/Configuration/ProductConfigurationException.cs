using Microsoft.Extensions.Options;

namespace Helix;

/// <summary>Products that cannot start with the configuration that the app has. The message is the whole report, without any secret.</summary>
public sealed class ProductConfigurationException : OptionsValidationException
{
    internal ProductConfigurationException(string report, IReadOnlyList<ConfigurationError> errors)
        : base("Helix", typeof(HelixCatalog), errors.Select(static error => error.ToString()))
    {
        Message = report;
        Errors = errors;
    }

    /// <summary>The report: each error with its key, what is wrong, and which source supplied it, grouped by product.</summary>
    public override string Message { get; }

    /// <summary>The errors, in the order of registration and of the products' keys.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; }

    /// <summary>Type and report. Where the container happened to be when it asked for a product says nothing about what is wrong.</summary>
    public override string ToString() => $"{GetType().FullName}: {Message}";
}
