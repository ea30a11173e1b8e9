using System.Collections.Concurrent;
using System.Text.Json;
using Helix.Sdk.Http.Tests;
using Microsoft.AspNetCore.Http;

namespace Storefront.Tests;

/// <summary>The payments API as its contract says: a real server on loopback, which answers a known Idempotency-Key from the first call.</summary>
internal sealed class PaymentsServer : IAsyncDisposable
{
    public const string ApiKey = "token-of-the-test";
    public const string DeclinedCard = "tok-declined";

    private readonly ConcurrentDictionary<string, Payment> _taken = new(StringComparer.Ordinal);
    private readonly ApiServer _server;
    private int _calls;
    private int _failures;

    public PaymentsServer() => _server = new(AnswerAsync);

    public string Address => _server.Address;

    /// <summary>How often it was asked for a payment.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>What it took, by Idempotency-Key.</summary>
    public IReadOnlyDictionary<string, Payment> Taken => _taken;

    public Task StartAsync() => _server.StartAsync();

    /// <summary>It takes the next payment, and loses the answer so many times.</summary>
    public void LoseAnswers(int count) => Volatile.Write(ref _failures, count);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (request.Headers["X-Api-Key"] != ApiKey)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (request.Path == "/health/ready")
        {
            return;
        }

        _ = Interlocked.Increment(ref _calls);
        string key = request.Headers["Idempotency-Key"].ToString();
        JsonElement body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: context.RequestAborted);
        if (request.Method != "POST" || request.Path != "/payments" || key.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (body.GetProperty("card").GetString() == DeclinedCard)
        {
            context.Response.StatusCode = StatusCodes.Status402PaymentRequired;
            return;
        }

        Payment payment = _taken.GetOrAdd(
            key, _ => new("pay-" + Guid.NewGuid().ToString("N"), body.GetProperty("merchant").GetString()!, body.GetProperty("amount").GetDecimal()));
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { id = payment.Id }), context.RequestAborted);
    }
}

internal sealed record Payment(string Id, string Merchant, decimal Amount);
