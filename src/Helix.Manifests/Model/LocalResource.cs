namespace Helix.Manifests;

/// <summary>The forms in which a developer's machine provides a product.</summary>
public enum LocalResourceForm
{
    /// <summary>A container.</summary>
    Container,

    /// <summary>A program on the machine.</summary>
    Executable,

    /// <summary>A part of the app's own process.</summary>
    Embedded,

    /// <summary>Nothing on the machine: the product runs elsewhere, and its address is asked for.</summary>
    External,
}

/// <summary>How a developer's machine provides a product.</summary>
/// <param name="Form">The form, which decides the properties that have a value.</param>
public sealed record LocalResource(LocalResourceForm Form)
{
    /// <summary>The image of a container, without tag.</summary>
    public string? Image { get; init; }

    /// <summary>The tag of a container's image.</summary>
    public string? Tag { get; init; }

    /// <summary>The port that the server listens on, 1 to 65535.</summary>
    public int? Port { get; init; }

    /// <summary>The path in the container that keeps data.</summary>
    public string? Volume { get; init; }

    /// <summary>The command of an executable.</summary>
    public string? Command { get; init; }

    /// <summary>The name of what is embedded.</summary>
    public string? Embedded { get; init; }

    /// <summary>Arguments; <c>{Key}</c> stands for the value of a configuration key.</summary>
    public EquatableArray<string> Arguments { get; init; }

    /// <summary>Environment variables; <c>{Key}</c> stands for the value of a configuration key.</summary>
    public EquatableArray<NamedText> Environment { get; init; }

    /// <summary>The values of configuration keys on a developer's machine: the key as name, a template as text.</summary>
    public EquatableArray<NamedText> Values { get; init; }

    /// <summary>How to find out that the server answers; null where a connection to its port has to do.</summary>
    public LocalHealth? Health { get; init; }
}

/// <summary>How to find out that a server answers: one of both.</summary>
/// <param name="Command">A command to run beside the server; empty for none. <c>{Key}</c> stands for the value of a configuration key.</param>
/// <param name="HttpPath">A path that answers 2xx to GET, or a template of one.</param>
public sealed record LocalHealth(EquatableArray<string> Command, string? HttpPath);
