using Helix.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Helix.Analyzers;

/// <summary>
/// The day that dated rules go by. The build gives the latest threshold of a manifest or waiver that has passed, not the calendar day: it
/// changes only when a verdict can, so a build after midnight compiles nothing.
/// </summary>
/// <param name="Threshold">The latest threshold that has passed; the first day of all where the build gives none: nothing has passed.</param>
/// <param name="EnforceDates">Whether what is an error from some day on is one, as in CI; else it is a warning, so that an old tag builds.</param>
internal readonly record struct JudgementDay(IsoDate Threshold, bool EnforceDates)
{
    private const string TodayProperty = "HelixToday";
    private const string EnforceProperty = "HelixEnforceDates";

    /// <summary>Whether the build gave a day at all. Without one nothing can be said of how long something still lasts.</summary>
    public bool IsKnown { get; private init; }

    /// <summary>The severity of what a date makes an error.</summary>
    public DiagnosticSeverity DatedError => EnforceDates ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;

    /// <summary>Whether the day has come; false for none.</summary>
    public bool HasCome(IsoDate? day) => day is { } date && date <= Threshold;

    public static JudgementDay Of(AnalyzerConfigOptionsProvider options)
    {
        bool known = IsoDate.TryParse(options.BuildProperty(TodayProperty) ?? "", out IsoDate day);
        return new(known ? day : new(1, 1, 1), options.BuildProperty(EnforceProperty).IsTrue()) { IsKnown = known };
    }
}
