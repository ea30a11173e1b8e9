using System.Data.Common;
using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Helix.Sqlite.EntityFrameworkCore;

/// <summary>Stands in for a product that cannot start, while the tools of Entity Framework work on the model.</summary>
internal sealed class NoConnection(ProductConfigurationException reason) : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        ExceptionDispatchInfo.Throw(reason);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(ConnectionOpening(connection, eventData, result));
}
