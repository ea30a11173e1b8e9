using Helix;
using Quickstart;

// The sample finds its files from wherever it is started.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = File.Exists("products/notes-db.product.yaml") ? null : AppContext.BaseDirectory,
});

// Both methods are generated from the manifests in products/.
builder.AddNotesDb();
builder.AddNotesApi();
builder.Services.AddHealthChecks();
builder.Services.AddHostedService<NoteTable>();

WebApplication app = builder.Build();
app.MapNotes();
app.MapCatalog();
app.MapHealthChecks("/health");
// In Development: the products, their health and where each setting comes from.
app.MapHelix();
app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app));

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
