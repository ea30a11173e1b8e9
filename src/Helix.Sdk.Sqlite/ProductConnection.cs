using System.Data;
using Microsoft.Data.Sqlite;

namespace Helix.Sqlite;

/// <summary>A connection of the driver with the settings of the product, however it is opened, whose commands are traced and measured.</summary>
internal sealed class ProductConnection(SqliteDataSource source) : SqliteConnection(source.ConnectionString)
{
    private bool _isOpening;

    public override void Open()
    {
        if (State == ConnectionState.Open)
        {
            return;
        }

        _isOpening = true;
        try
        {
            source.Prepare();
            base.Open();
            source.Configure(this);
        }
        catch (Exception e)
        {
            Close();
            source.Telemetry.OpenFailed(e);
            throw;
        }
        finally
        {
            _isOpening = false;
        }
    }

    // The driver sets up a connection by commands of the connection itself: those are no operations of the app.
    public override SqliteCommand CreateCommand() => _isOpening
        ? base.CreateCommand()
        : new ProductCommand(source.Telemetry) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };

    /// <summary>Whatever executes a command, for rows, one value or nothing, does so by a reader.</summary>
    private sealed class ProductCommand(SqliteTelemetry telemetry) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            (System.Diagnostics.Activity? Span, long Started) started = telemetry.Start(this);
            try
            {
                SqliteDataReader reader = base.ExecuteReader(behavior);
                telemetry.Stop(started);
                return reader;
            }
            catch (Exception e)
            {
                telemetry.Stop(started, e);
                throw;
            }
        }
    }
}
