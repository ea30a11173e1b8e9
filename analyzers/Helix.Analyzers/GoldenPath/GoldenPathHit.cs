using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>A use of a banned symbol.</summary>
/// <param name="Banned">What is banned.</param>
/// <param name="Symbol">The symbol that is used.</param>
/// <param name="Location">The place.</param>
/// <param name="Containing">The member or type that holds the place.</param>
internal readonly record struct GoldenPathHit(BannedSymbol Banned, ISymbol Symbol, Location Location, ISymbol? Containing);
