using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Helix.Sqlite;

/// <summary>Opens connections with the settings of one product, those that hold at the time of the call.</summary>
internal sealed class SqliteDataSource : DbDataSource
{
    private readonly IProductContext<ISqliteSettings> _context;
    private readonly SqliteTelemetry _telemetry;
    private readonly string _connectionString;
    private readonly string? _folder;
    private readonly SqliteConnection? _keepAlive;
    private readonly Lock _lock = new();
    private bool _kept;
    private bool _disposed;

    public SqliteDataSource(IProductContext<ISqliteSettings> context)
    {
        _context = context;
        ISqliteSettings settings = context.Settings;
        _telemetry = new(context.Info, context.Instance, settings.Tracing, settings.Metrics);
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

    public ISqliteSettings Settings => _context.Settings;

    public SqliteTelemetry Telemetry => _telemetry;

    // The driver counts whole seconds, and takes 0 for "no limit": a fraction counts as a second.
    public int CommandTimeoutSeconds => (int)Math.Ceiling(_context.Settings.CommandTimeout.TotalSeconds);

    /// <summary>Makes the folder of the file, and keeps a database in memory alive.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made.</exception>
    /// <exception cref="ObjectDisposedException">The product is disposed, with its app.</exception>
    public void Prepare()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        if (Volatile.Read(ref _kept))
        {
            return;
        }

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
            Volatile.Write(ref _kept, true);
        }
    }

    /// <summary>Gives an open connection what SQLite keeps a connection, not a file.</summary>
    public void Configure(SqliteConnection connection)
    {
        ISqliteSettings settings = _context.Settings;
        string journal = settings.Mode is SqliteMode.ReadOnly or SqliteMode.Memory ? "" : $"PRAGMA journal_mode = {settings.JournalMode};";
        using var command = new SqliteCommand(
            string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)settings.BusyTimeout.TotalMilliseconds}; {journal}"), connection);
        _ = command.ExecuteNonQuery();
    }

    protected override DbConnection CreateDbConnection() => new ProductConnection(this) { DefaultTimeout = CommandTimeoutSeconds };

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
            Volatile.Write(ref _disposed, true);
            _keepAlive?.Dispose();
            using var connection = new SqliteConnection(_connectionString);
            SqliteConnection.ClearPool(connection);
        }

        base.Dispose(disposing);
    }

    private static string FullPath(string path, IServiceProvider services) =>
        Path.GetFullPath(path, services.GetService<IHostEnvironment>()?.ContentRootPath ?? Environment.CurrentDirectory);
}
