using Acme.Payments;

namespace OffPath;

// HLX2003: nobody called AddPaymentsApi. The app starts, and fails when the first customer pays.
/// <summary>Charges cards.</summary>
internal sealed class CardPayments(PaymentsApi payments, ILogger<CardPayments> logger)
{
    public async Task ChargeAsync(Guid order, CancellationToken cancellationToken)
    {
        // HLX1008: for a day, to find a mistake. The key is in the log of that day for as long as logs are kept.
        logger.LogInformation("Charging {Order} with key {Key}", order, payments.Settings.ApiKey.Reveal());
        using HttpClient client = payments.CreateClient();
        using HttpResponseMessage answer = await client.PostAsync($"charges/{order}", content: null, cancellationToken);
        _ = answer.EnsureSuccessStatusCode();
    }
}
