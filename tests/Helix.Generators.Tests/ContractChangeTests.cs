using System.Reflection;
using Helix.Testing;
using Microsoft.CodeAnalysis;

namespace Helix.Generators.Tests;

/// <summary>
/// Holds the classes of changes, as <c>helix diff</c> tells them, against the truth: the code of an existing consumer is compiled against
/// what is generated after the change, and configurations that were valid are bound by it.
/// </summary>
public sealed class ContractChangeTests
{
    private const string Consumer =
        """
        #pragma warning disable CS0618
        using System;
        using System.Collections.Generic;
        using Acme.Ledger;
        using Helix;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;

        internal static class Consumer
        {
            public static string Use(IServiceCollection services, IConfiguration configuration, LedgerDb product)
            {
                services.AddLedgerDb(configuration);
                LedgerDbSettings s = product.Settings;
                string source = s.DataSource;
                TimeSpan timeout = s.CommandTimeout;
                string branch = s.Branch;
                string region = s.Region;
                string? note = s.Note;
                string contact = s.Contact;
                int batch = s.Batch;
                int limit = s.Limit.GetValueOrDefault();
                long[] total = new[] { s.Total };
                double rate = s.Rate;
                bool strict = s.Strict;
                TimeSpan wait = s.Wait;
                long room = s.Room;
                Uri home = s.Home;
                LedgerDbStyle style = s.Style == LedgerDbStyle.Double ? LedgerDbStyle.Plain : s.Style;
                DateOnly opened = s.Opened;
                Secret token = s.Token;
                IReadOnlyList<Uri> peers = s.Peers;
                IReadOnlyDictionary<string, string> names = s.Names;
                int width = s.Box.Width;
                int height = s.Box.Height;
                TimeSpan pause = s.Pause;
                return source + timeout + branch + region + note + contact + batch + limit + total + rate + strict + wait + room + home + style
                    + opened + token + peers + names + width + height + pause;
            }
        }
        """;

    /// <summary>Configurations that the product accepts before any change, at the ends of what it accepts.</summary>
    private static readonly (string? Environment, (string Key, string Value)[] Values)[] s_valid =
    [
        (null, [("DataSource", "a.db"), ("Branch", "zz"), ("Total", "1"), ("Token", "0123")]),
        (null,
        [
            ("DataSource", "a.db"), ("Branch", "zz"), ("Region", "north"), ("Note", ""), ("Batch", "1"), ("Limit", "0"), ("Total", "-1"), ("Rate", "0"), ("Strict", "false"),
            ("Wait", "1s"), ("Room", "0"), ("Home", "http://localhost"), ("Style", "Plain"), ("Opened", "0001-01-01"), ("Token", "0123"),
            ("CommandTimeout", "1s"), ("JournalMode", "Delete"), ("Box:Width", "-5"),
        ]),
        (null,
        [
            ("DataSource", "a.db"), ("Branch", "abcdefghijklmnopqrst"), ("Region", "south"), ("Note", "any text: at all!"), ("Contact", "x@acme.example"), ("Batch", "100"),
            ("Limit", "2147483647"), ("Total", "5000000000"), ("Rate", "1"), ("Strict", "true"), ("Wait", "30s"), ("Room", "10MB"), ("Home", "https://acme.example/books"),
            ("Style", "Double"), ("Opened", "9999-12-31"), ("Token", "a long token"), ("Peers:0", "http://a"), ("Peers:1", "http://b"), ("Peers:2", "http://c"),
            ("Names:one", "The first"), ("Box:Width", "9"), ("Box:Height", "7"), ("CommandTimeout", "60s"), ("JournalMode", "Memory"), ("Pause", "30s"),
        ]),
        ("Production",
        [
            ("DataSource", "a.db"), ("Branch", "zz"), ("Total", "1"), ("Token", "0123"), ("Note", "n"), ("Batch", "50"), ("Wait", "30s"), ("Strict", "true"),
        ]),
    ];

    public static TheoryData<string> Titles => [.. ContractChanges.All.Keys];

    [Fact]
    public void The_consumer_compiles_and_the_configurations_bind_before_any_change()
    {
        Compilation compiled = Generate(ContractChanges.Before);
        Assert.Empty(Errors(compiled));
        Assert.All(s_valid, valid => Assert.Null(Refusal(compiled, valid.Environment, valid.Values)));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_class_of_change_is_what_compiler_and_reader_say(string title)
    {
        SingleChange change = ContractChanges.All[title];
        Compilation compiled = Generate(change.Manifest);
        string[] errors = Errors(compiled);
        if (!change.Class.Contains("SOURCE", StringComparison.Ordinal))
        {
            Assert.Empty(errors);
        }
        else if (!change.IsUnseen)
        {
            Assert.NotEmpty(errors);
        }

        // Without the consumer it compiles in any case, and reads.
        Compilation alone = errors.Length == 0 ? compiled : Generate(change.Manifest, "");
        Assert.Empty(Errors(alone));
        string[] refusals = [.. s_valid.Select(valid => Refusal(alone, valid.Environment, valid.Values)).OfType<string>()];
        if (!change.Class.Contains("CONFIG", StringComparison.Ordinal))
        {
            Assert.Empty(refusals);
        }
        else if (!change.IsUnseen)
        {
            Assert.NotEmpty(refusals);
        }
    }

    private static Compilation Generate(string manifest, string code = Consumer) => GeneratorHarness.Start(
        code, new ManifestText("ledger-db.product.yaml", manifest, "owned"), GeneratorHarness.Kind("sqlite"), GeneratorHarness.Kind("http")).Output;

    private static string[] Errors(Compilation compiled) =>
    [
        .. compiled.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed)
            .Select(static d => d.ToString()),
    ];

    /// <summary>Why the generated settings refuse values; null where they take them.</summary>
    private static string? Refusal(Compilation compiled, string? environment, (string Key, string Value)[] values)
    {
        Assembly assembly = s_loaded.GetValue(compiled, static c =>
        {
            using var stream = new MemoryStream();
            Assert.True(c.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
            stream.Position = 0;
            return new System.Runtime.Loader.AssemblyLoadContext("generated", isCollectible: true).LoadFromStream(stream);
        });
        object definition = assembly.GetTypes()
            .Single(static type => type.Name.EndsWith("DbRegistration", StringComparison.Ordinal))
            .GetField("Definition", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;

        // The section is where it was: what is configured does not move with the manifest.
        IEnumerable<KeyValuePair<string, string?>> pairs = [.. values.Select(static pair => new KeyValuePair<string, string?>("Shop:Ledger:" + pair.Key, pair.Value))];
        try
        {
            _ = typeof(Registration.ProductServices).GetMethod("CreateSettings")!
                .MakeGenericMethod(definition.GetType().GenericTypeArguments)
                .Invoke(null, [definition, pairs, environment]);
            return null;
        }
        catch (TargetInvocationException e) when (e.InnerException is ProductConfigurationException refused)
        {
            return refused.Message;
        }
    }

    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Compilation, Assembly> s_loaded = [];
}
