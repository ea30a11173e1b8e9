using System.Collections.Immutable;
using Helix.Generators;
using Helix.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Helix.Analyzers.Tests;

/// <summary>
/// Code that looks like a way past a product and is none. No rule at all may say anything, with the products of the samples and their real
/// clients. Each rule has more of such code among its own cases.
/// </summary>
public sealed class NoFalsePositiveTests
{
    private static readonly string[] s_clients = ["Azure.*.dll", "Npgsql*.dll", "Polly*.dll", "RabbitMQ.*.dll", "StackExchange.*.dll", "System.ClientModel.dll", "System.Memory.Data.dll", "System.Threading.RateLimiting.dll"];

    [Theory]
    [InlineData("Blobs")]
    [InlineData("Http")]
    [InlineData("PostgreSql")]
    [InlineData("RabbitMq")]
    [InlineData("Redis")]
    [InlineData("Sqlite")]
    public async Task The_code_of_a_package_that_implements_a_product(string package)
    {
        string folder = Path.Combine(Sdk.Repository, "src", "Helix.Sdk." + package);
        ManifestText[] kinds = [.. Acme.Kinds.Select(kind => kind.Owner == "Helix.Sdk." + package ? kind.As("owned") : kind)];
        SyntaxTree[] trees =
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(static file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
                .Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Acme.ParseOptions, file)),
            CSharpSyntaxTree.ParseText(string.Join('\n', Rules.Usings.Split('\n').Where(static line => line.Contains(" System", StringComparison.Ordinal))), Acme.ParseOptions, cancellationToken: TestContext.Current.CancellationToken),
        ];
        var sources = CSharpCompilation.Create(
            "Helix.Sdk." + package, trees,
            [
                .. Acme.Platform.Where(reference => Path.GetFileNameWithoutExtension(reference.Display) != "Helix.Sdk." + package),
                .. s_clients.SelectMany(static pattern => Directory.EnumerateFiles(AppContext.BaseDirectory, pattern)).Select(static file => MetadataReference.CreateFromFile(file)),
            ],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _ = CSharpGeneratorDriver
            .Create([new HelixGenerator().AsSourceGenerator()], kinds, Acme.ParseOptions, new BuildOptions("Helix." + package))
            .RunGeneratorsAndUpdateCompilation(sources, out Compilation compilation, out _, TestContext.Current.CancellationToken);

        await AssertSilentAsync(compilation, kinds: kinds);
    }

    [Fact]
    public Task The_code_of_a_library_that_is_the_product() => AssertSilentAsync(
        """
        using Npgsql;
        public static class OrdersMigrations
        {
            public static async Task ApplyAsync(string connectionString, CancellationToken token)
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(token);
                await using TextWriter writer = connection.BeginTextImport("COPY a FROM STDIN");
            }
        }
        """,
        owned: "orders-db");

    [Fact]
    public Task GetConnectionString_and_GetValue_that_are_not_configuration_s() => AssertSilentAsync(
        """
        public interface IVault { T GetValue<T>(string key); object GetValue(string key); string GetConnectionString(string name); string this[string key] { get; } IVault GetSection(string name); }
        public class C(IVault vault, Dictionary<string, string> map, System.Data.Common.DbConnectionStringBuilder builder, System.Reflection.FieldInfo field)
        {
            public object?[] M() =>
            [
                vault.GetValue<int>("Helix:OrdersDb:MaxPoolSize"), vault.GetValue("Helix:OrdersDb:Host"), vault.GetConnectionString("orders-db"),
                vault["Helix:OrdersDb:Password"], vault.GetSection("Helix:OrdersDb")["Host"], map["ConnectionStrings:orders-db"], builder["Host"], field.GetValue("Helix:OrdersDb"),
            ];
        }
        """);

    [Fact]
    public Task Addresses_in_attributes() => AssertSilentAsync(
        """
        using System.ComponentModel;
        [Description("amqp://guest:guest@localhost:5672/orders")]
        [Obsolete("See https://user:password@wiki.acme.example/orders", false)]
        public class Documented
        {
            [DefaultValue("Host=db;Database=orders;Username=app;Password=app")]
            [Description("https://payments.acme.example?key=Helix:PaymentsApi:ApiKey")]
            public string? Text { get; set; }

            [System.Diagnostics.CodeAnalysis.StringSyntax("Uri")]
            public string Link => "https://acme.example/docs/orders-db";
        }
        """);

    [Fact]
    public Task XML_namespaces_and_examples_in_documentation() => AssertSilentAsync(
        """
        /// <summary>Where the orders are.</summary>
        /// <example><code>
        /// var connection = new NpgsqlConnection("Host=db;Username=app;Password=app");
        /// string? host = configuration["Helix:OrdersDb:Host"];
        /// Environment.GetEnvironmentVariable("ORDERS_DB_HOST");
        /// </code></example>
        public class C
        {
            public string[] Namespaces() =>
            [
                "http://www.w3.org/2000/xmlns/", "http://schemas.xmlsoap.org/soap/envelope/", "urn:acme:orders:1", "clr-namespace:Npgsql;assembly=Npgsql",
                "xmlns:o=http://acme.example/orders;version=1", "<server host=\"x\" user=\"y\" password=\"\" />",
            ];

            public string Help() => "Usage: shop --connection \"Host=<host>;Username=<user>;Password=<password>\"";
        }
        """);

    [Fact]
    public Task Names_and_labels_of_secrets_without_a_secret() => AssertSilentAsync(
        """
        public static class Keys
        {
            public const string Password = "Password", ApiKey = "ApiKey", Header = "X-Api-Key", Variable = "ORDERS_PASSWORD", PasswordLabel = "Password:", Prompt = "Your password=";
            public const string PasswordHash = "AQAAAAIAAYagAAAAEM8iW0jv", PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI", Masked = "Password=***;Host=db", Token = "{token}";
            public const string Sql = "ALTER ROLE app PASSWORD @password; SELECT 1", Pattern = "(?i)password=(?<value>[^;]+)", Error = "The password is too short; use 12 characters";
        }
        """,
        settings: """{ "Helix": { "PaymentsApi": { "ApiKey": "" }, "OrdersDb": { "Password": "${ORDERS_DB_PASSWORD}" } }, "Labels": { "Password": "Passwort", "ApiKey": "API-Schlüssel" } }""");

    [Fact]
    public Task Names_of_clients_and_keys_in_documentation_and_nameof() => AssertSilentAsync(
        """
        using Npgsql;
        using StackExchange.Redis;
        /// <summary>Takes the place of <see cref="NpgsqlConnection(string)"/> and of <see cref="ConnectionMultiplexer.Connect(string, TextWriter?)"/>.</summary>
        /// <remarks><inheritdoc cref="RabbitMQ.Client.ConnectionFactory"/> <c>Helix:OrdersDb:QueryTimeout</c></remarks>
        /// <seealso cref="Acme.Orders.OrdersDbSettings.CommandTimeout"/>
        public class C
        {
            public string[] M() => [nameof(NpgsqlDataSource.Create), nameof(ConnectionMultiplexer.Connect), nameof(NpgsqlConnection.BeginTextImport)];
        }
        """);

    [Fact]
    public Task A_DbConnection_that_came_from_the_product() => AssertSilentAsync(
        """
        using System.Data.Common;
        using Acme.Orders;
        using Microsoft.EntityFrameworkCore;
        public sealed class Orders(DbContextOptions<Orders> options) : DbContext(options);
        public class C(OrdersDb db)
        {
            public async Task<object?> ReadAsync(CancellationToken token)
            {
                await using DbConnection connection = await db.OpenConnectionAsync(token);
                await using DbCommand command = connection.CreateCommand();
                return await Scalar(command, token) ?? await Count(connection, token);
            }

            public void Register(IServiceCollection services) => services.AddDbContext<Orders>(o => o.UseNpgsql(db.DataSource));

            private static Task<object?> Scalar(DbCommand command, CancellationToken token) => command.ExecuteScalarAsync(token);

            private static async Task<object?> Count(DbConnection connection, CancellationToken token)
            {
                await using DbCommand command = connection.CreateCommand();
                return await command.ExecuteScalarAsync(token);
            }
        }
        """);

    [Fact]
    public Task A_factory_that_is_itself_registered_as_the_product() => AssertSilentAsync(
        """
        using Npgsql;
        public sealed class ReportingDbFactory(IProductContext<object> context) : InfrastructureProduct(context)
        {
            private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create("Host=reports.acme.example");
            public NpgsqlConnection Create() => new(new NpgsqlConnectionStringBuilder { Host = "reports.acme.example" }.ToString());
            private sealed class Pool { public NpgsqlConnection Open() => new("Host=reports.acme.example"); }
        }
        public static class Registration
        {
            public static void Add(IServiceCollection services) => services.AddSingleton<ReportingDbFactory>().AddSingleton<InfrastructureProduct>(p => p.GetRequiredService<ReportingDbFactory>());
        }
        """);

    [Theory]
    [InlineData("IsTestProject")]
    [InlineData("IsTestingPlatformApplication")]
    public Task A_test_that_starts_the_app_by_WebApplicationFactory(string property) => AssertSilentAsync(
        """
        using Acme.Orders;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Mvc.Testing;
        using Npgsql;
        public class Program;
        public sealed class ShopApp : WebApplicationFactory<Program>
        {
            protected override void ConfigureWebHost(IWebHostBuilder builder) => builder
                .ConfigureAppConfiguration(c => c.AddInMemoryCollection([new("Helix:OrdersDb:Host", "localhost"), new("ConnectionStrings:orders-db", "Host=localhost;Username=postgres;Password=postgres")]))
                .ConfigureServices(services => services.AddScoped<OrdersDb>().AddSingleton(new HttpClient()));
        }
        public class ShopTests
        {
            public async Task Places_an_order(CancellationToken token)
            {
                var app = new ShopApp();
                using HttpClient client = app.CreateClient();
                string text = client.GetStringAsync("/orders").Result;
                await using var connection = new NpgsqlConnection("Host=localhost;Username=postgres;Password=postgres");
                await connection.OpenAsync();
                await using var direct = await app.Services.GetRequiredService<OrdersDb>().OpenConnectionAsync();
                _ = app.Services.GetRequiredService<IConfiguration>()["Helix:OrdersDb:Host"] + Environment.GetEnvironmentVariable("ORDERS_DB_HOST") + text;
            }
        }
        """,
        test: property,
        settings: """{ "Helix": { "OrdersDb": { "Password": "postgres", "NoSuchKey": 1, "CommandTimeout": "never" } } }""",
        references: [.. Samples.References, .. Samples.AspNetCore]);

    private static Task AssertSilentAsync(
        string source, string owned = "", string? test = null, string? settings = null, ImmutableArray<MetadataReference> references = default)
    {
        CSharpCompilation compilation = Rules.Compile(source, references: references.IsDefault ? Samples.References : references);
        return AssertSilentAsync(compilation, owned, test, settings);
    }

    private static async Task AssertSilentAsync(Compilation compilation, string owned = "", string? test = null, string? settings = null, IEnumerable<ManifestText>? kinds = null)
    {
        // Packages have generated code of the framework too, for logs and JSON, which is not there.
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not ("CS8795" or "CS0534" or "CS0117" or "CS7036")));
        ImmutableArray<Diagnostic> found = await Rules.AnalyzeAsync(
            compilation,
            new Dictionary<string, string> { ["build_property.HelixToday"] = "2026-11-25", ["build_property." + (test ?? "IsTestProject")] = test is null ? "false" : "true" },
            [
                .. kinds ?? Acme.Kinds,
                .. Samples.Products.Select(product => owned.Length > 0 && Path.GetFileName(product.Path).StartsWith(owned, StringComparison.Ordinal) ? product.As("owned") : product),
                .. settings is null ? [] : (IEnumerable<ManifestText>)[new ManifestText("appsettings.json", settings, "settings", "")],
            ]);

        // Facts are no complaint.
        Assert.Empty(found.Where(static diagnostic => diagnostic.Id != "HLX9001").Select(static diagnostic => diagnostic.ToString()));
    }
}
