namespace Helix.Manifests;

/// <summary>
/// How a developer's machine provides one product, and what an app gets that uses it. It follows from the product's manifest and its
/// kind's alone; Aspire, Docker Compose and tests each put their own addresses and secrets into the open parts of its values.
/// </summary>
/// <param name="Name">The product's name, and by default that of its resource.</param>
/// <param name="Form">In which form.</param>
public sealed record LocalProduct(string Name, LocalResourceForm Form)
{
    /// <summary>The version of the product.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>The name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The team that owns it.</summary>
    public string? Owner { get; init; }

    /// <summary>The full name of the product's type, by which a service's use of it is known.</summary>
    public string? TypeName { get; init; }

    /// <summary>The image of a container, without tag.</summary>
    public string? Image { get; init; }

    /// <summary>The tag of a container's image.</summary>
    public string? Tag { get; init; }

    /// <summary>The command of an executable.</summary>
    public string? Command { get; init; }

    /// <summary>The port that the server listens on; null where it has none.</summary>
    public int? Port { get; init; }

    /// <summary>The scheme of the endpoint: <c>http</c>, <c>https</c> or <c>tcp</c>.</summary>
    public string Scheme { get; init; } = "tcp";

    /// <summary>The path in the container that keeps data; null for none.</summary>
    public string? Volume { get; init; }

    /// <summary>The arguments of the server.</summary>
    public EquatableArray<LocalValue> Arguments { get; init; }

    /// <summary>The environment of the server.</summary>
    public EquatableArray<LocalVariable> Environment { get; init; }

    /// <summary>The values that only the machine or the developer has.</summary>
    public EquatableArray<LocalParameter> Parameters { get; init; }

    /// <summary>A command that succeeds once the server answers, run beside the server; empty for none.</summary>
    public EquatableArray<LocalValue> HealthCommand { get; init; }

    /// <summary>A path that answers 2xx to GET once the server is ready; null for none.</summary>
    public string? HealthPath { get; init; }

    /// <summary>The products that start before, by name.</summary>
    public EquatableArray<string> StartsAfter { get; init; }

    /// <summary>The connection properties by Aspire's names, such as <c>Host</c>.</summary>
    public EquatableArray<LocalVariable> ConnectionProperties { get; init; }

    /// <summary>The connection string; null where the kind has none.</summary>
    public LocalValue? ConnectionString { get; init; }

    /// <summary>The name below <c>ConnectionStrings</c> where an app looks for it; null where the kind has none.</summary>
    public string? ConnectionStringName { get; init; }

    /// <summary>The environment variables of an app that uses the product: all that its settings need, and nothing that they do not read.</summary>
    public EquatableArray<LocalVariable> ConsumerEnvironment { get; init; }

    /// <summary>
    /// The same for a product that runs elsewhere: its connection string, and what the settings need beside. Where the kind has no
    /// connection strings, a parameter for each connection property.
    /// </summary>
    public EquatableArray<LocalVariable> ExternalEnvironment { get; init; }

    /// <summary>The parameters of <see cref="ExternalEnvironment"/>.</summary>
    public EquatableArray<LocalParameter> ExternalParameters { get; init; }

    /// <summary>The plans to choose from, in the manifest's order.</summary>
    public EquatableArray<LocalPlan> Plans { get; init; }

    /// <summary>The chosen plan; null where the product has none.</summary>
    public string? Plan { get; init; }

    /// <summary>Documentation, feedback and more: a name for people and a URL.</summary>
    public EquatableArray<NamedText> Links { get; init; }

    /// <summary>Chooses a plan.</summary>
    /// <param name="name">The name of the plan.</param>
    /// <exception cref="ArgumentException">The product has no plan of that name.</exception>
    public LocalProduct WithPlan(string name)
    {
        if (!Plans.Any(plan => plan.Name == name))
        {
            string? nearest = Suggestions.Nearest(name, Plans.Select(static plan => plan.Name));
            string hint = nearest is not null ? $"did you mean '{nearest}'?" : Plans.IsEmpty ? "it has none" : "it has " + string.Join(", ", Plans.Select(static plan => plan.Name));
            throw new ArgumentException($"'{name}' is no plan of {Name}; {hint} (owner {Owner ?? "unknown"})", nameof(name));
        }

        return this with { Plan = name };
    }

    /// <summary>A limit of the chosen plan; empty where the plan does not set it.</summary>
    public string Limit(string name) =>
        Plans.FirstOrDefault(plan => plan.Name == Plan)?.Limits.FirstOrDefault(limit => limit.Name == name)?.Text ?? "";
}

/// <summary>An environment variable or connection property with its value.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
public sealed record LocalVariable(string Name, LocalValue Value);

/// <summary>A value that only the machine or the developer has.</summary>
/// <param name="Name">The name within the product, such as <c>password</c>.</param>
/// <param name="Description">What it means, for the one who is asked.</param>
/// <param name="IsSecret">Whether the value must never be shown.</param>
public sealed record LocalParameter(string Name, string? Description, bool IsSecret)
{
    /// <summary>The number of letters and digits of a value that the machine makes up; 0 where the developer is asked.</summary>
    public int GeneratedLength { get; init; }
}

/// <summary>A plan to choose.</summary>
/// <param name="Name">The name.</param>
/// <param name="RequiresApproval">Whether the owner has to agree.</param>
/// <param name="Limits">The limits by name.</param>
public sealed record LocalPlan(string Name, bool RequiresApproval, EquatableArray<NamedText> Limits);
