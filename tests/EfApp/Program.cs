using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.AddOrdersDb();
builder.AddNotesDb();
builder.Services.AddDbContext<OrdersContext>(options => options.UseProduct<OrdersDb>());
builder.Services.AddDbContext<NotesContext>(options => options.UseProduct<NotesDb>());

using IHost host = builder.Build();
await host.RunAsync();
