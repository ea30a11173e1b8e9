using Microsoft.EntityFrameworkCore;

namespace Shop;

public sealed class Order
{
    public int Id { get; set; }

    public required string Item { get; set; }

    public decimal Price { get; set; }
}

public sealed class OrdersContext(DbContextOptions<OrdersContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();
}

public sealed class Note
{
    public int Id { get; set; }

    public required string Text { get; set; }

    public decimal Weight { get; set; }
}

public sealed class NotesContext(DbContextOptions<NotesContext> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
}
