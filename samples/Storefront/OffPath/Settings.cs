namespace OffPath;

/// <summary>Tells how many connections a process may have.</summary>
internal sealed class PoolReport(IConfiguration configuration)
{
    // HLX1001: the key as text. A typing error is found by the first customer, and what a service binding says is not seen at all.
    public int Largest() => configuration.GetValue<int>("Helix:OrdersDb:MaxPoolSize");
}

/// <summary>Tells which database it is.</summary>
internal sealed class DatabaseName
{
    // HLX1005: one of several places that the name may come from. Where it comes from a file, this is empty.
    public string? Read() => Environment.GetEnvironmentVariable("ORDERS_DB_DATABASE");
}

internal static class Broker
{
    // HLX1007: it only was for the demo. It is in every clone now, and nobody can change the password.
    public const string Address = "amqp://storefront:hunter2@broker.acme.example/orders";
}
