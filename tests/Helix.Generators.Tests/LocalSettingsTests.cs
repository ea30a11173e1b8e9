using System.Globalization;
using System.Reflection;
using CsCheck;
using Helix.Manifests;
using Helix.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Hosting;

namespace Helix.Generators.Tests;

/// <summary>
/// The local plan of a product and the settings that the compiler generates for it agree: what the plan puts into an app's environment is
/// all that the settings need, and nothing that they do not know.
/// </summary>
public sealed class LocalSettingsTests
{
    // Letters and digits, as app hosts make them up.
    private const string Secret = "zxSecretOfTheLocalPlan";

    [Theory]
    [InlineData("postgresql", "")]
    [InlineData("postgresql", "local: { executable: { command: postgres, port: 5432, env: { PGPASSWORD: '{Password}', PGUSER: '{Username}' } } }")]
    [InlineData("postgresql", "local: { embedded: nothing }")]
    [InlineData("redis", "")]
    [InlineData("redis", "local: { executable: { command: redis-server, port: 6379, args: [--requirepass, '{Password}'] } }")]
    [InlineData("redis", "local: { embedded: nothing }")]
    [InlineData("rabbitmq", "")]
    [InlineData("rabbitmq", "local: { executable: { command: rabbitmq-server, port: 5672, env: { RABBITMQ_DEFAULT_PASS: '{Password}' } } }")]
    [InlineData("rabbitmq", "local: { embedded: nothing }")]
    [InlineData("blobs", "")]
    [InlineData("blobs", "local: { values: { AccountName: acme, Endpoint: 'http://{endpoint.host}:{endpoint.port}/{AccountName}' }, container: { image: azurite, port: 10000, env: { AZURITE_ACCOUNTS: '{AccountName}:{AccountKey}' } } }")]
    [InlineData("blobs", "local: { executable: { command: azurite-blob, port: 10000 } }")]
    [InlineData("http", "")]
    [InlineData("http", "local: { container: { image: stub, port: 8080 } }")]
    [InlineData("http", "local: { executable: { command: stub, port: 8080, args: ['--key={ApiKey}'] } }")]
    [InlineData("sqlite", "")]
    [InlineData("sqlite", "local: { values: { DataSource: 'file:{product.name}' }, embedded: sqlite }")]
    public void Settings_of_each_kind_and_form_bind_from_the_plan(string kind, string local) => Bind(kind, "", local);

    /// <summary>Whatever keys a product adds, required ones of every type, in objects, lists and maps, get a value.</summary>
    [Fact]
    public void Settings_of_any_product_bind_from_the_plan()
    {
        string[] types =
        [
            "type: string, minLength: 3, maxLength: 40", "type: int, minimum: 7, maximum: 7000", "type: long", "type: double", "type: bool", "type: duration, minimum: 1s",
            "type: size", "type: uri", "type: enum, values: [One, Two]", "type: date", "type: timestamp", "type: guid",
            "type: list, of: { type: int }, minLength: 2", "type: map, of: { type: string }",
            "type: object, keys: { Inner: { type: string, required: true, description: In. }, Other: { type: int, description: Out. } }",
            "type: string, secret: true, minLength: 30", "type: string, pattern: '^[a-z]{3}$'", "type: string, default: here", "type: string, format: email",
        ];
        string[] kinds = ["postgresql", "redis", "rabbitmq", "blobs", "http", "sqlite"];
        string[] forms = ["", "local: { container: { image: any, port: 99, env: { A: '{product.name}-{Key0}' } } }", "local: { embedded: part }", "local: { executable: { command: any, port: 99, args: ['{Key0}'] } }"];
        Gen.Select(Gen.Int[0, types.Length - 1].List[1, 8], Gen.Bool.Array[8], Gen.Int[0, kinds.Length - 1], Gen.Int[0, forms.Length - 1]).Sample(
            (keys, required, kind, form) =>
            {
                IEnumerable<string> lines = keys.Select((type, i) =>
                    $"Key{i}: {{ {types[type]}{(required[i] && !types[type].Contains("default", StringComparison.Ordinal) ? ", required: true" : "")}, description: Key {i}. }}");
                Bind(kinds[kind], "config: { keys: { " + string.Join(", ", lines) + " } }", forms[form]);
            },
            iter: 25, threads: 1);
    }

    private static void Bind(string kind, string config, string local)
    {
        // Variables are the process's: a name of its own keeps each product apart from all others.
        string name = "p" + Guid.NewGuid().ToString("n");
        string text = GeneratorHarness.ProductText(name, $"  {config}\n  {local}").Replace("kind: sqlite", "kind: " + kind, StringComparison.Ordinal);
        GeneratorHarness run = GeneratorHarness.Start("", new ManifestText(name + ".product.yaml", text, "owned"), GeneratorHarness.Kind(kind));
        Assert.Empty(run.Diagnostics);
        Assembly assembly = run.Load();

        ProductContract contract = Contract(text, kind);
        LocalProduct plan = LocalPlanner.Plan(contract, "Test.Products");
        if (config.Length == 0 && plan.Form != LocalResourceForm.External)
        {
            // Of what a kind itself requires nobody is asked anything.
            Assert.All(plan.Parameters, static parameter => Assert.True(parameter.GeneratedLength > 0, parameter.Name));
        }

        foreach (EnvironmentOf environment in Enum.GetValues<EnvironmentOf>())
        {
            // A connection string of an external product is its owner's; this one has what the kind must have.
            (string Name, string Value)[] variables =
            [
                .. (environment == EnvironmentOf.Local ? plan.ConsumerEnvironment : plan.ExternalEnvironment).Select(variable =>
                    (variable.Name, variable.Value.Render(part => Value(part, variable.Name, contract, plan)))),
            ];
            Array.ForEach(variables, static variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
            try
            {
                object settings = Settings(assembly, plan.TypeName!);
                Assert.NotNull(settings);
                Assert.DoesNotContain(Secret, settings.ToString(), StringComparison.Ordinal);
                if (environment == EnvironmentOf.Local)
                {
                    AssertArrived(settings, plan, contract);
                }
            }
            finally
            {
                Array.ForEach(variables, static variable => Environment.SetEnvironmentVariable(variable.Name, null));
            }
        }
    }

    /// <summary>The address is the plan's, not a default that happens to do.</summary>
    private static void AssertArrived(object settings, LocalProduct plan, ProductContract contract)
    {
        foreach (LocalVariable property in plan.ConnectionProperties.Where(static p => p.Name is "Host" or "Port" or "Uri" or "DataSource" or "BlobContainerName"))
        {
            string key = contract.Kind!.Manifest.ConnectionProperties.First(p => p.Name == property.Name).Text;
            object? value = settings.GetType().GetProperty(key)!.GetValue(settings);
            Assert.StartsWith(property.Value.Render(part => Value(part, "_" + property.Name.ToUpperInvariant(), contract, plan)), Convert.ToString(value, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
    }

    /// <summary>Binds as an app does, unknown keys reported.</summary>
    private static object Settings(Assembly assembly, string typeName)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.ClearProviders();
        Type registration = assembly.GetType(typeName + "Registration", throwOnError: true)!;
        MethodInfo add = registration.GetMethod("Add" + typeName[(typeName.LastIndexOf('.') + 1)..], [typeof(IHostApplicationBuilder)])!;
        _ = add.Invoke(null, [builder]);
        using IHost host = builder.Build();
        return host.Services.GetRequiredService(assembly.GetType(typeName + "Settings", throwOnError: true)!);
    }

    private static ProductContract Contract(string text, string kind)
    {
        ManifestText kindText = GeneratorHarness.Kind(kind);
        KindManifest manifest = ManifestReader.Read(kindText.Path, kindText.GetText().ToString(), cancellationToken: TestContext.Current.CancellationToken).Kind!;
        ProductManifest product = ManifestReader.Read("p.product.yaml", text, cancellationToken: TestContext.Current.CancellationToken).Product!;
        return ContractResolver.Resolve(product, ContractResolver.Resolve(manifest).Contract).Contract;
    }

    private static string Value(LocalPart part, string variable, ProductContract contract, LocalProduct plan)
    {
        switch (part.Kind)
        {
            case LocalPartKind.EndpointHost:
                return "localhost";
            case LocalPartKind.EndpointPort or LocalPartKind.TargetPort:
                return "4711";
            case LocalPartKind.Limit:
                return plan.Limit(part.Text);
        }

        if (part.Text == "connection-string")
        {
            return contract.Kind!.Manifest.Name switch
            {
                "http" => "Endpoint=https://far.example;Key=" + Secret,
                "sqlite" => "Data Source=far.db",
                "blobs" => "Endpoint=https://far.example;ContainerName=far;SharedAccessSignature=" + Secret,
                _ => "Host=far.example;Password=" + Secret,
            };
        }

        LocalParameter parameter = plan.Parameters.Concat(plan.ExternalParameters).First(p => p.Name == part.Text);
        return parameter.GeneratedLength > 0 ? Secret.PadRight(parameter.GeneratedLength, 'x')[..parameter.GeneratedLength] : Asked(variable, contract);
    }

    /// <summary>What a developer answers: a valid value of the key.</summary>
    private static string Asked(string variable, ProductContract contract)
    {
        string path = variable.StartsWith("Helix__", StringComparison.Ordinal)
            ? variable[(contract.Section.Replace(":", "__", StringComparison.Ordinal).Length + 2)..]
            : contract.Kind!.Manifest.ConnectionProperties.First(p => variable.EndsWith("_" + p.Name.ToUpperInvariant(), StringComparison.Ordinal)).Text;
        KeyContract key = contract.Keys.First(k => k.Name == path.Split("__")[0]);
        foreach (string step in path.Split("__").Skip(1))
        {
            key = key.Item ?? key.Keys.First(k => k.Name == step);
        }

        return key switch
        {
            { Pattern: not null } => "abc",
            { Format: "email" } => "a@b.example",
            { Type: KeyType.Enum } => key.Values[0],
            { Type: KeyType.Bool } => "true",
            { Type: KeyType.Int } => key.Minimum?.Text ?? "8",
            { Type: KeyType.Long or KeyType.Double } => "8",
            { Type: KeyType.Duration } => "5s",
            { Type: KeyType.Size } => "5MiB",
            { Type: KeyType.Uri } => "https://here.example/",
            { Type: KeyType.Date } => "2026-11-25",
            { Type: KeyType.Timestamp } => "2026-11-25T03:50:00Z",
            { Type: KeyType.Guid } => Guid.Empty.ToString(),
            _ => "answered".PadRight(key.MinLength ?? 0, 'x')[..Math.Min(key.MaxLength ?? int.MaxValue, Math.Max(8, key.MinLength ?? 0))].ToString(CultureInfo.InvariantCulture),
        };
    }

    private enum EnvironmentOf
    {
        Local,
        External,
    }
}
