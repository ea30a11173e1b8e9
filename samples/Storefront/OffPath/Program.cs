using Acme.Catalog;
using Acme.OrderEvents;
using Acme.Orders;
using OffPath;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

// HLX2006: nobody needs a database on his own machine, we thought. What runs in production has then never run before.
if (builder.Environment.IsProduction())
{
    builder.AddOrdersDb();
}

// HLX2004: we stopped caching in spring. The app still asks for the cache's settings, and is unhealthy when the cache is.
builder.AddCatalogCache();

// HLX3003: the contract of a preview may change. Nobody here has decided that we accept that.
builder.AddOrderEvents();

// HLX2007: a connection to the broker for each request, and none of them was checked when the app started.
builder.Services.AddScoped<OrderEvents>();

builder.Services.AddSingleton<PoolReport>();
builder.Services.AddSingleton<DatabaseName>();
builder.Services.AddSingleton<SalesReport>();
builder.Services.AddSingleton<PriceImport>();
builder.Services.AddSingleton<OrderStore>();
builder.Services.AddSingleton<CardPayments>();
builder.Services.AddScoped<OrderAnnouncement>();

WebApplication app = builder.Build();
app.MapPut("/orders/{id:guid}", static (Guid id, OrderStore orders, OrderAnnouncement announcement, CancellationToken cancellationToken) =>
    Task.WhenAll(orders.AddAsync(id, cancellationToken), announcement.PublishAsync(id, cancellationToken)));
app.MapPost("/orders/{id:guid}/payment", static (Guid id, CardPayments payments, CancellationToken cancellationToken) =>
    payments.ChargeAsync(id, cancellationToken));
app.MapGet("/sales", static (SalesReport report, CancellationToken cancellationToken) => report.CountAsync(cancellationToken));
app.MapGet("/status", static (PoolReport pool, DatabaseName name) => new { Most = pool.Largest(), Database = name.Read() });
app.Run();
