using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}

public interface IResourceBuilder<out T>
    where T : IResource
{
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    T Resource { get; }
}

public interface IResourceAnnotation;

public interface IResourceCollection : IList<IResource>;

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithArgs : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithWaitSupport : IResource;

public interface IResourceWithConnectionString : IResource
{
    ReferenceExpression ConnectionStringExpression { get; }

    IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() => throw null!;
}

public sealed class ResourceAnnotationCollection : System.Collections.ObjectModel.Collection<IResourceAnnotation>;

public abstract class Resource(string name) : IResource
{
    public virtual string Name => throw null!;

    public virtual ResourceAnnotationCollection Annotations => throw null!;
}

public class ContainerResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport;

public class ExecutableResource(string name, string command, string workingDirectory)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport;

public class ProjectResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport;

public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : Resource(name), IValueProvider, IManifestExpressionProvider
{
    public bool Secret => throw null!;

    public string ValueExpression => throw null!;

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => throw null!;
}

public abstract class ParameterDefault;

public sealed class GenerateParameterDefault : ParameterDefault
{
    public int MinLength { get; set; }

    public bool Special { get; set; }
}

public interface IValueProvider;

public interface IManifestExpressionProvider;

public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName)
{
    public bool IsAllocated => throw null!;

    public string Host => throw null!;

    public int Port => throw null!;

    public EndpointReferenceExpression Property(EndpointProperty property) => throw null!;
}

public class EndpointReferenceExpression : IValueProvider, IManifestExpressionProvider;

public enum EndpointProperty
{
    Url,
    Host,
    IPV4Host,
    Port,
    Scheme,
    TargetPort,
}

public class ReferenceExpression
{
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => throw null!;

    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) => throw null!;

        public void AppendLiteral(string value) => throw null!;

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => throw null!;
    }
}

public class ReferenceExpressionBuilder
{
    public void AppendLiteral(string value) => throw null!;

    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => throw null!;

    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IValueProvider, IManifestExpressionProvider => throw null!;

    public ReferenceExpression Build() => throw null!;
}

public class EnvironmentCallbackContext
{
    public Dictionary<string, object> EnvironmentVariables => throw null!;
}

public sealed class CommandLineArgsCallbackContext
{
    public IList<object> Args => throw null!;
}

public sealed record ResourcePropertySnapshot(string Name, object? Value);

public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? s) => throw null!;
}

public sealed record CustomResourceSnapshot
{
    public required string ResourceType { get; init; }

    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    public ResourceStateSnapshot? State { get; init; }
}

public static class KnownResourceStates
{
    public static readonly string Running = "";
}

public enum WaitType
{
    WaitUntilHealthy,
    WaitForCompletion,
    WaitUntilStarted,
}

public class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation;

public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    public IResource Resource => throw null!;

    public string Type => throw null!;
}

public class DistributedApplicationModel
{
    private DistributedApplicationModel()
    {
    }

    public IResourceCollection Resources => throw null!;
}

public class BeforeStartEvent : Eventing.IDistributedApplicationEvent
{
    private BeforeStartEvent()
    {
    }

    public IServiceProvider Services => throw null!;

    public DistributedApplicationModel Model => throw null!;
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute;
