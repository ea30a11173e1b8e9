using Acme.Catalog;
using Acme.OrderEvents;
using Acme.Orders;
using Acme.Payments;
using Acme.Receipts;
using Helix;
using Helix.RabbitMq;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Storefront;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// One line a product: settings, client, health check, traces and metrics come with it.
builder.AddOrdersDb();
builder.AddCatalogCache();
builder.AddPaymentsApi();
builder.AddOrderEvents();
builder.AddReceipts();

builder.Services.AddHybridCache<CatalogCache>();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<ArticleCatalog>();
builder.Services.AddSingleton<OrderStore>();
builder.Services.AddSingleton<CardPayments>();
builder.Services.AddSingleton<OutboxSignal>();
builder.Services.AddScoped<Checkout>();
// In this order: the tables are there before anybody uses them.
builder.Services.AddHostedService<Tables>();
builder.Services.AddHostedService<Outbox>();
builder.Services.AddMessageConsumer<OrderEvents, OrderPlaced, ReceiptWriter>(EventJson.Default.OrderPlaced);

builder.Services.AddHealthChecks();
builder.Services.AddProblemDetails();

// Sources and meters of the products are added by the products. Where they are sent is read from OTEL_EXPORTER_OTLP_ENDPOINT.
OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
    .WithTracing(static tracing => tracing.AddAspNetCoreInstrumentation().AddSource(Outbox.Source.Name))
    .WithMetrics(static metrics => metrics.AddAspNetCoreInstrumentation());
if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
{
    telemetry.UseOtlpExporter();
}

WebApplication app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapCatalog();
app.MapOrders();
app.MapHealthChecks("/health");
// In Development: the products, their health and where each setting comes from.
app.MapHelix();

try
{
    await app.RunAsync();
    return 0;
}
catch (ProductConfigurationException)
{
    // The host has logged the report; a second copy and a stack trace would only hide it.
    return 1;
}

/// <summary>The entry point, named so that tests can start the app.</summary>
public partial class Program;
