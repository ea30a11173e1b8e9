namespace Helix.Benchmarks.Calls.Clients;

/// <summary>Who makes a call.</summary>
public enum Side
{
    /// <summary>
    /// The native client with the same timeouts, retries, spans, attributes on them and histogram, written by hand as its documentation says.
    /// </summary>
    ByHand,

    /// <summary>The product.</summary>
    Helix,
}
