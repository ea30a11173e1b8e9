using Helix.Manifests;
using Helix.Tool.Pages;

namespace Helix.Tool.Catalog;

/// <summary>Stages of life in words and colours.</summary>
internal static class StageText
{
    /// <summary>As manifests write it.</summary>
    public static string Word(LifecycleStage stage) => stage switch
    {
        LifecycleStage.Experimental => "experimental",
        LifecycleStage.Preview => "preview",
        LifecycleStage.GenerallyAvailable => "ga",
        LifecycleStage.Deprecated => "deprecated",
        _ => "retired",
    };

    /// <summary>For people.</summary>
    public static string Label(LifecycleStage stage) => stage switch
    {
        LifecycleStage.Experimental => "Experimental",
        LifecycleStage.Preview => "Preview",
        LifecycleStage.GenerallyAvailable => "Generally available",
        LifecycleStage.Deprecated => "Deprecated",
        _ => "Retired",
    };

    public static Html Badge(LifecycleStage stage) => Html.Of($"<span class=\"badge {Colour(stage)}\">{Label(stage)}</span>");

    private static string Colour(LifecycleStage stage) => stage switch
    {
        LifecycleStage.Experimental or LifecycleStage.Preview => "new",
        LifecycleStage.GenerallyAvailable => "good",
        LifecycleStage.Deprecated => "warn",
        _ => "bad",
    };
}
