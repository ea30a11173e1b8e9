using Helix;
using HelixApp1;

var builder = WebApplication.CreateBuilder(args);

// Generated from products/notes-db.product.yaml: settings, health check, telemetry and the product itself.
builder.AddNotesDb();
builder.Services.AddHealthChecks();

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/", async (NotesDb db, CancellationToken cancellationToken) =>
{
    await using var connection = await db.OpenConnectionAsync(cancellationToken);
    await using var command = connection.CreateCommand();
    command.CommandText = "SELECT sqlite_version()";
    return $"{NotesDb.Product} on SQLite {await command.ExecuteScalarAsync(cancellationToken)}";
});

try
{
    app.Run();
    return 0;
}
catch (ProductConfigurationException)
{
    // The log has the report of what is wrong; a stack trace would only hide it.
    return 1;
}
