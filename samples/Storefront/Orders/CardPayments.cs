using System.Net;
using Acme.Payments;

namespace Storefront;

/// <summary>Takes money from cards.</summary>
internal sealed class CardPayments(PaymentsApi api)
{
    /// <summary>
    /// Charges a card. The order is the key that a repeated call is recognised by, whether the product's client repeats it or the customer:
    /// an order is paid once.
    /// </summary>
    /// <returns>The number of the payment; null where the card is declined.</returns>
    /// <exception cref="HttpRequestException">The API cannot be reached, or answers with an error, also after retries.</exception>
    /// <exception cref="Polly.ExecutionRejectedException">The API did not answer in time, or failed so often that it is left alone for a while.</exception>
    public async Task<string?> ChargeAsync(Guid order, decimal amount, string card, CancellationToken cancellationToken)
    {
        using HttpClient client = api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "payments")
        {
            Content = JsonContent.Create(new PaymentRequest(api.Settings.Merchant, amount, "EUR", card)),
        };
        request.Headers.Add("Idempotency-Key", order.ToString());
        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.PaymentRequired)
        {
            return null;
        }

        PaymentReply? reply = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<PaymentReply>(cancellationToken);
        return reply?.Id ?? throw new HttpRequestException("The payments API answered without a payment.");
    }

    private sealed record PaymentRequest(string Merchant, decimal Amount, string Currency, string Card);

    private sealed record PaymentReply(string? Id);
}
