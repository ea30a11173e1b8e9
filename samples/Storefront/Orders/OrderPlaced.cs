using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>The event of the order domain that this service publishes, with the routing key <c>order.placed</c>.</summary>
public sealed record OrderPlaced(Guid Id, string Email, decimal Total, DateTimeOffset Placed, IReadOnlyList<OrderLine> Lines)
{
    public const string RoutingKey = "order.placed";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(IReadOnlyList<OrderLine>))]
internal sealed partial class EventJson : JsonSerializerContext;
