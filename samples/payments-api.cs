#:sdk Microsoft.NET.Sdk.Web

// The payments API of Storefront, to try the shop with: dotnet run samples/payments-api.cs
// It takes each card but tok-declined, and answers a known Idempotency-Key from the first call, as payments-api.product.yaml promises.
using System.Collections.Concurrent;
using System.Text.Json.Serialization;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls("http://localhost:8080");
builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, PaymentJson.Default));
WebApplication app = builder.Build();

var taken = new ConcurrentDictionary<string, Payment>(StringComparer.Ordinal);
app.MapGet("/health/ready", static () => Results.Ok());
app.MapPost("/payments", (Charge charge, HttpRequest request) =>
    request.Headers["Idempotency-Key"].ToString() is not { Length: > 0 } key ? Results.BadRequest()
    : charge.Card == "tok-declined" ? Results.StatusCode(StatusCodes.Status402PaymentRequired)
    : TypedResults.Created("/payments/" + key, taken.GetOrAdd(key, static _ => new($"pay-{Guid.NewGuid():N}"))));
app.Run();

internal sealed record Charge(string Merchant, decimal Amount, string Card);

internal sealed record Payment(string Id);

[JsonSerializable(typeof(Charge))]
[JsonSerializable(typeof(Payment))]
internal sealed partial class PaymentJson : JsonSerializerContext;
