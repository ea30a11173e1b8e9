IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(args);

// One line a product: image, port, volume, credentials and health check are its manifest's.
IResourceBuilder<IProductResource> ordersDb = builder.AddOrdersDb();
IResourceBuilder<IProductResource> catalogCache = builder.AddCatalogCache();
IResourceBuilder<IProductResource> orderEvents = builder.AddOrderEvents();
IResourceBuilder<IProductResource> receipts = builder.AddReceipts();

// The payments team's own stub is in Acme's registry. While developing, a small one of the sample answers,
// at the address that the launch profile gives: ConnectionStrings:payments-api.
IResourceBuilder<IProductResource> paymentsApi = builder.AddPaymentsApi().RunAsExternal();
if (builder.ExecutionContext.IsRunMode)
{
    builder.AddProject<Projects.Acme_PaymentsStub>("payments-stub");
}

builder.AddProject<Projects.Storefront>("storefront")
    .WithReference(ordersDb).WaitFor(ordersDb)
    .WithReference(catalogCache).WaitFor(catalogCache)
    .WithReference(orderEvents).WaitFor(orderEvents)
    .WithReference(receipts).WaitFor(receipts)
    .WithReference(paymentsApi)
    .WithHttpHealthCheck("/health");

builder.Build().Run();
