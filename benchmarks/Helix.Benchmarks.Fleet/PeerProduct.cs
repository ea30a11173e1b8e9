using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Helix.Benchmarks.Fleet.Peers;

/// <summary>The options class of a product, and how the peers bind and validate it.</summary>
/// <param name="Type">The options class.</param>
/// <param name="Section">Its section.</param>
/// <param name="Get">Binds it by the code that Microsoft's generator put in place of the call.</param>
/// <param name="Validate">Validates it by the code that <c>[OptionsValidator]</c> generated.</param>
/// <param name="Add">Registers it, to be validated when the host starts.</param>
public sealed record PeerProduct(
    Type Type, string Section, Func<IConfiguration, object> Get, Func<object, ValidateOptionsResult> Validate,
    Action<IServiceCollection, IConfiguration> Add);
