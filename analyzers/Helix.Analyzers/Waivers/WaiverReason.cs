using Microsoft.CodeAnalysis;

namespace Helix.Analyzers;

/// <summary>
/// The reason of one waiver as the justification of a suppression. The compiler compares a suppression with those that were announced; all
/// reasons are equal, so that each waiver is logged with its own.
/// </summary>
internal sealed class WaiverReason(string text) : LocalizableString
{
    protected override string GetText(IFormatProvider? formatProvider) => text;

    protected override int GetHash() => 0;

    protected override bool AreEqual(object? other) => other is WaiverReason;
}
