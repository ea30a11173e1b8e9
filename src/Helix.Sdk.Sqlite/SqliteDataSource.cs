using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Helix.Sqlite;

/// <summary>Opens connections with the settings of one product, those that hold at the time of the call.</summary>
internal sealed class SqliteDataSource : DbDataSource
{
    private readonly IProductContext<ISqliteSettings> _context;
    private readonly string _connectionString;
    private readonly string? _folder;
    private readonly SqliteConnection? _keepAlive;
    private readonly Lock _lock = new();
    private bool _kept;

    public SqliteDataSource(IProductContext<ISqliteSettings> context)
    {
        _context = context;
        ISqliteSettings settings = context.Settings;
        bool memory = settings.Mode == SqliteMode.Memory;
        string file = memory ? settings.DataSource : FullPath(settings.DataSource, context.Services);
        _folder = settings.Mode == SqliteMode.ReadWriteCreate ? Path.GetDirectoryName(file) : null;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = settings.Mode switch
            {
                SqliteMode.ReadWrite => SqliteOpenMode.ReadWrite,
                SqliteMode.ReadOnly => SqliteOpenMode.ReadOnly,
                SqliteMode.Memory => SqliteOpenMode.Memory,
                _ => SqliteOpenMode.ReadWriteCreate,
            },
            Cache = memory ? SqliteCacheMode.Shared : SqliteCacheMode.Default,
            Pooling = settings.Pooling && !memory,
            ForeignKeys = settings.ForeignKeys,
        }.ConnectionString;
        // A database in memory lives as long as one connection to it is open.
        _keepAlive = memory ? new(_connectionString) : null;
    }

    public override string ConnectionString => _connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(_connectionString)
    {
        DefaultTimeout = (int)Math.Ceiling(_context.Settings.CommandTimeout.TotalSeconds),
    };

    protected override DbConnection OpenDbConnection()
    {
        using Activity? activity = SqliteTelemetry.Source.StartActivity("sqlite open", ActivityKind.Client);
        _ = activity?.SetTag("helix.product", _context.Name);
        Prepare();
        var connection = (SqliteConnection)CreateDbConnection();
        try
        {
            connection.Open();
            Configure(connection);
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            _ = activity?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
    }

    /// <summary>SQLite works on the calling thread; only the cancellation is looked at first.</summary>
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(OpenDbConnection());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _keepAlive?.Dispose();
            using var connection = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(connection);
        }

        base.Dispose(disposing);
    }

    private static string FullPath(string path, IServiceProvider services) =>
        Path.GetFullPath(path, services.GetService<IHostEnvironment>()?.ContentRootPath ?? Environment.CurrentDirectory);

    private void Prepare()
    {
        lock (_lock)
        {
            if (_kept)
            {
                return;
            }

            if (!string.IsNullOrEmpty(_folder))
            {
                _ = Directory.CreateDirectory(_folder);
            }

            _keepAlive?.Open();
            _kept = true;
        }
    }

    private void Configure(SqliteConnection connection)
    {
        ISqliteSettings settings = _context.Settings;
        using SqliteCommand command = connection.CreateCommand();
        string journal = settings.Mode is SqliteMode.ReadOnly or SqliteMode.Memory ? "" : $"PRAGMA journal_mode = {settings.JournalMode};";
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)settings.BusyTimeout.TotalMilliseconds}; {journal}");
        _ = command.ExecuteNonQuery();
    }
}
