using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>
/// What the rules of one compilation have found, so that a waiver that matches nothing can be told. The compiler runs the end of a
/// compilation after everything else, for all analyzers.
/// </summary>
internal sealed class Findings
{
    private static readonly ConditionalWeakTable<Compilation, Findings> s_cache = new();

    private readonly ConcurrentQueue<Diagnostic> _diagnostics = new();

    /// <summary>The diagnostics, in no order.</summary>
    public IEnumerable<Diagnostic> All => _diagnostics;

    public static Findings Of(Compilation compilation) => s_cache.GetOrCreateValue(compilation);

    public void Add(Diagnostic diagnostic) => _diagnostics.Enqueue(diagnostic);
}
