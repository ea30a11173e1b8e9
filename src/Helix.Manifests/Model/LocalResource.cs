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
}
