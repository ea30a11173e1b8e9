namespace Helix.Benchmarks.Calls.Clients;

/// <summary>What is called.</summary>
public enum Server
{
    /// <summary>An HTTP API, by GET.</summary>
    Http,

    /// <summary>Redis, by GET of one key.</summary>
    Redis,

    /// <summary>PostgreSQL, by a query for one number on a connection of the pool.</summary>
    PostgreSql,
}
