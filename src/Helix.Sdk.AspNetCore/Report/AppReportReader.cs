using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Helix.AspNetCore.Report;

/// <summary>Takes down what holds for the products of an app now.</summary>
internal static class AppReportReader
{
    public static async Task<AppReport> ReadAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        IHostEnvironment environment = services.GetRequiredService<IHostEnvironment>();
        DateTimeOffset now = (services.GetService<TimeProvider>() ?? TimeProvider.System).GetLocalNow();
        HelixCatalog? catalog = services.GetService<HelixCatalog>();
        IReadOnlyList<CatalogEntry> products = catalog?.Products ?? [];
        // All checks at once: the page takes as long as the slowest, not as long as all of them.
        HealthReport[] health = await Task.WhenAll(products.Select(product => ProductHealthReader.ReadAsync(services, product, cancellationToken))).ConfigureAwait(false);
        return new(
            environment.ApplicationName,
            environment.EnvironmentName,
            now,
            [.. products.Select((product, at) => Read(product, health[at], catalog!.GetSettings(product), DateOnly.FromDateTime(now.Date)))]);
    }

    private static ProductReport Read(CatalogEntry product, HealthReport health, IReadOnlyList<EffectiveSetting> settings, DateOnly today)
    {
        ProductInfo info = product.Info;
        ProductLifecycle life = info.Lifecycle;
        return new(
            product.Name,
            product.Instance,
            info.DisplayName,
            info.Description,
            info.Kind,
            info.Version,
            info.Plan,
            product.ProductType.ToString(),
            product.Section,
            new(info.Owner.Team, info.Owner.OnCall),
            Word(Today(life, today)),
            new(
                Word(life.Stage), life.Since, life.Deprecated, life.Retires, life.Successor, life.Migration,
                [.. life.Roadmap.Select(static item => new RoadmapReport(item.Date, item.Title, item.Status))]),
            new(info.Slo.Availability, info.Slo.LatencyP99?.TotalMilliseconds),
            new(info.Support.Docs, info.Support.Chat, info.Support.Feedback, info.Support.Status),
            info.Labels,
            health,
            // A deprecated key that supplies its replacement is told once.
            [.. settings.DistinctBy(static setting => setting.Key, StringComparer.OrdinalIgnoreCase).Select(static setting => new SettingReport(
                setting.Key, setting.Value, setting.Source, setting.IsSecret, setting.IsLive ? "live" : "restart", setting.Deprecation))]);
    }

    /// <summary>The package of a product may be older than the day on which its manifest says that the product ends.</summary>
    private static LifecycleStage Today(ProductLifecycle life, DateOnly today) =>
        life.Retires <= today ? LifecycleStage.Retired
        : life.Deprecated <= today && life.Stage < LifecycleStage.Deprecated ? LifecycleStage.Deprecated
        : life.Stage;

    private static string Word(LifecycleStage stage) => stage switch
    {
        LifecycleStage.Experimental => "experimental",
        LifecycleStage.Preview => "preview",
        LifecycleStage.Deprecated => "deprecated",
        LifecycleStage.Retired => "retired",
        _ => "ga",
    };
}
