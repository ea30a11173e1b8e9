using System.Collections.Concurrent;

// Answers as the contract of payments-api says, and takes no money: any key is accepted, and the card tok-declined is declined.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
WebApplication app = builder.Build();
var payments = new ConcurrentDictionary<string, Payment>(StringComparer.Ordinal);

app.MapGet("/health/ready", static () => Results.Ok());
app.MapPost("/payments", (HttpRequest request, Charge charge) =>
{
    string key = request.Headers["Idempotency-Key"].ToString();
    return key.Length == 0 ? Results.Problem("A payment needs an Idempotency-Key.", statusCode: StatusCodes.Status400BadRequest)
        : charge.Card == "tok-declined" ? Results.StatusCode(StatusCodes.Status402PaymentRequired)
        : Results.Json(payments.GetOrAdd(key, static _ => new("pay-" + Guid.NewGuid().ToString("N"))), statusCode: StatusCodes.Status201Created);
});
app.Run();

internal sealed record Charge(string Card);

internal sealed record Payment(string Id);
