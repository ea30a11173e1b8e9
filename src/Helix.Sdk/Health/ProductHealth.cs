using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Helix.Health;

/// <summary>What health checks of products say, in one form for all kinds.</summary>
public static class ProductHealth
{
    /// <summary>A check that the settings switched off.</summary>
    public static HealthCheckResult SwitchedOff { get; } = HealthCheckResult.Healthy("The check is switched off in the settings.");

    /// <summary>A product that does not work: its name, why, and whom to ask.</summary>
    /// <param name="context">The check, which says how bad a failure is.</param>
    /// <param name="product">The product.</param>
    /// <param name="reason">Why, such as <c>connection refused</c>. Never a setting's value, which may be a secret.</param>
    /// <param name="exception">The error of the client; null for none.</param>
    public static HealthCheckResult Failure(HealthCheckContext context, InfrastructureProduct product, string reason, Exception? exception = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(product);
        ProductOwner owner = product.Info.Owner;
        string whom = owner.OnCall is { } onCall ? $"{owner.Team}, {onCall}" : owner.Team;
        return new(context.Registration.FailureStatus, $"{product.Name} does not work: {reason} (owner {whom})", exception);
    }
}
