var builder = DistributedApplication.CreateBuilder(args);

// One line a product: generated from its manifest, which says what a developer's machine provides it with.
var helixProductName = builder.AddHelixProductName();

// The service gets exactly the settings that the products it references read. A reference that is missing is HLX6001.
builder.AddProject<Projects.HelixServiceName>("helix-service-name")
    .WithReference(helixProductName).WaitFor(helixProductName);

builder.Build().Run();
