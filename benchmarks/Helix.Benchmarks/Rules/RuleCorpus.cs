using System.Collections.Immutable;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Helix.Benchmarks.Rules;

/// <summary>Code as applications have it, and symbols to ban, of which a few are used.</summary>
internal static class RuleCorpus
{
    private static readonly string[] s_bannedTypes =
    [
        "System.IO.File", "System.Net.WebClient", "System.Net.WebRequest", "System.Diagnostics.Process", "System.IO.Directory", "System.Environment",
        "System.Net.Sockets.Socket", "System.Threading.Thread", "System.Net.Mail.SmtpClient", "System.Net.Sockets.TcpClient",
    ];

    /// <summary>3,600 methods in 300 files.</summary>
    public static CSharpCompilation Compile() => CSharpCompilation.Create(
        "Corpus",
        Enumerable.Range(0, 300).Select(static i => CSharpSyntaxTree.ParseText(File(i), path: $"File{i}.cs")),
        Net100.References.All,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>200 documentation-comment IDs with the assembly of each.</summary>
    public static ImmutableArray<(string Id, string Assembly)> Banned(Compilation compilation) =>
    [
        .. s_bannedTypes
            .Select(name => compilation.GetTypeByMetadataName(name)!)
            .SelectMany(static type => type.GetMembers())
            .Where(static member => member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary or MethodKind.Constructor })
            .Select(static member => (member.GetDocumentationCommentId()!, member.ContainingAssembly.Name))
            .Take(200),
    ];

    private static string File(int file)
    {
        var code = new StringBuilder($$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;

            namespace App.Area{{file % 10}};

            /// <summary>Orders of one kind.</summary>
            public sealed class Orders{{file}}(HttpClient http, Dictionary<string, string> settings)
            {
                private readonly List<(int Id, string Name, decimal Price)> _items = new();

                public int Count => _items.Count;

            """);
        for (int i = 0; i < 12; i++)
        {
            _ = code.Append((i % 4) switch
            {
                0 => $$"""
                        public async Task<string> LoadAsync{{i}}(string id, CancellationToken cancellationToken)
                        {
                            if (string.IsNullOrEmpty(id) || !settings.TryGetValue("base:" + id, out string? address))
                            {
                                throw new ArgumentException($"No address for {id}", nameof(id));
                            }

                            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address), id));
                            using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
                            answer.EnsureSuccessStatusCode();
                            return (await answer.Content.ReadAsStringAsync(cancellationToken)).Trim().Replace("\r", "", StringComparison.Ordinal);
                        }

                    """,
                1 => $$"""
                        public decimal Total{{i}}(Func<string, bool> wanted, int most) =>
                            _items.Where(item => wanted(item.Name) && item.Price > {{i}}m).OrderBy(item => item.Id).Take(most).Select(item => item.Price * 1.19m).Sum();

                    """,
                2 => $$"""
                        public void Add{{i}}(int id, string name, decimal price)
                        {
                            for (int n = 0; n < _items.Count; n++)
                            {
                                var item = _items[n];
                                if (item.Id == id)
                                {
                                    _items[n] = (id, name.ToUpperInvariant(), Math.Max(item.Price, price));
                                    return;
                                }
                            }

                            _items.Add((id, name, price));
                            settings["last"] = DateTime.UtcNow.ToString("O");
                        }

                    """,
                _ => $$"""
                        public IEnumerable<string> Report{{i}}(string folder)
                        {
                            var lines = new List<string>(_items.Count + 1) { $"{Count} orders" };
                            foreach (var (id, name, price) in _items)
                            {
                                lines.Add(string.Join(';', id, name, price));
                            }

                            {{(i == 3 && file % 3 == 0 ? "File.WriteAllLines(Path.Combine(folder, \"report.csv\"), lines);" : "lines.Reverse();")}}
                            return lines;
                        }

                    """,
            });
        }

        return code.Append("}\n").ToString();
    }
}
