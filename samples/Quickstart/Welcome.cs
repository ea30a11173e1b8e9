using Helix;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Quickstart;

/// <summary>Says on the console what was bound, and where to click.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app)
    {
        Console.WriteLine();
        foreach (CatalogEntry entry in app.Services.GetRequiredService<HelixCatalog>().Products)
        {
            Console.WriteLine($"  {entry.Info,-18} {entry.Info.Kind,-7} {entry.Section,-16} owner {entry.Info.Owner.Team}");
        }

        NotesDbSettings db = app.Services.GetRequiredService<NotesDb>().Settings;
        Console.WriteLine($"\n  notes are in {Path.GetFullPath(db.DataSource, app.Environment.ContentRootPath)}");
        // Elsewhere the page is closed.
        bool isOpen = app.Environment.IsDevelopment();
        IServer server = app.Services.GetRequiredService<IServer>();
        foreach (string address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            Console.WriteLine($"  open {address}{(isOpen ? $"   products {address}/helix" : "")}   catalog {address}/catalog   notes {address}/notes");
        }

        Console.WriteLine();
    }
}
