using System.Collections.Immutable;
using System.Composition;
using Helix.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Helix.Analyzers.Tests;

/// <summary>
/// Each fix on the cases of <c>Fixes/HLXnnnn.fixes</c>: what stands behind <c>===&gt;</c> is the whole result, which compiles and no longer
/// has the diagnostic; <c>none</c> is where no fix may be offered.
/// </summary>
public sealed class FixTests
{
    private static readonly CodeFixProvider[] s_providers =
    [
        .. typeof(DocumentFixProvider).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases => [.. Files.SelectMany(static file => Read(file).Select(one => (file, one.Name)))];

    private static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixes")).Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_fix_does_the_work_and_its_result_compiles(string file, string name)
    {
        FixCase one = Read(file).Single(candidate => candidate.Name == name);
        string rule = file.Split('-')[0];
        bool isWaiver = file.EndsWith("-waiver", StringComparison.Ordinal);
        using var workspace = new AdhocWorkspace();
        Document document = Open(workspace, one.Source, one.IsExecutable);
        ImmutableArray<Diagnostic> found = await FindAsync(document, rule, one);
        Assert.NotEmpty(found);

        var actions = new List<(CodeFixProvider Provider, CodeAction Action)>();
        foreach (CodeFixProvider candidate in s_providers.Where(candidate => candidate.FixableDiagnosticIds.Contains(rule) && candidate is WaiverFixProvider == isWaiver))
        {
            await candidate.RegisterCodeFixesAsync(new(document, found[0], (action, _) => actions.Add((candidate, action)), Token));
        }

        if (one.Expected == "none")
        {
            Assert.Empty(actions);
            return;
        }

        (CodeFixProvider provider, CodeAction action) = Assert.Single(actions);
        if (one.IsAll)
        {
            FixAllProvider all = provider.GetFixAllProvider()!;
            action = (await all.GetFixAsync(new(document, provider, FixAllScope.Document, action.EquivalenceKey!, [rule], new Known(found), Token)))!;
        }

        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(Token);
        Document changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;

        Assert.Equal(one.Expected, (await changed.GetTextAsync(Token)).ToString().Trim());
        Compilation compilation = (await changed.Project.GetCompilationAsync(Token))!;
        Assert.Empty(compilation.GetDiagnostics(Token).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        int left = (await FindAsync(changed, rule, one)).Length;
        Assert.True(isWaiver || left < found.Length, $"{left} of {found.Length} are left");
        Assert.True(!one.IsAll || left == 0, $"{left} of {found.Length} are left");
    }

    [Fact]
    public void A_fix_is_exported_and_names_rules_that_there_are()
    {
        string[] rules = [.. Rules.All.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static descriptor => descriptor.Id)];

        Assert.All(s_providers, provider =>
        {
            Assert.Single(provider.GetType().GetCustomAttributes(typeof(ExportCodeFixProviderAttribute), false));
            Assert.Single(provider.GetType().GetCustomAttributes(typeof(SharedAttribute), false));
            Assert.Empty(provider.FixableDiagnosticIds.Except(rules));
        });
    }

    private static Document Open(AdhocWorkspace workspace, string source, bool isExecutable)
    {
        var options = new CSharpCompilationOptions(
            isExecutable ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        Project project = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Create(), "App", "App", LanguageNames.CSharp, compilationOptions: options, parseOptions: Acme.ParseOptions,
                metadataReferences: Acme.References))
            .Projects.Single();
        project = project.AddDocument("Usings.cs", Rules.Usings).Project;
        return project.AddDocument("App.cs", SourceText.From(source));
    }

    private static async Task<ImmutableArray<Diagnostic>> FindAsync(Document document, string rule, FixCase one)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync(Token))!;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["build_property.HelixToday"] = one.Day, ["build_property.HelixEnforceDates"] = "false" };
        SyntaxTree tree = (await document.GetSyntaxTreeAsync(Token))!;
        // One product a kind: where several cover a client, only its author knows which one is meant.
        ImmutableArray<AdditionalText> files =
            [.. Acme.Kinds, .. Acme.Products.Where(manifest => Path.GetFileName(manifest.Path).Split('.')[0] is var name && (name is "notes-db" or "weather-api" || name == one.With))];
        return
        [
            .. (await Rules.AnalyzeAsync(compilation, settings, files))
                .Where(diagnostic => diagnostic.Id == rule && !diagnostic.IsSuppressed && diagnostic.Location.SourceTree == tree)
                .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    private static IEnumerable<FixCase> Read(string file)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixes", file + ".fixes"));
        foreach (string part in ("\n" + text).Split("\n=== ").Skip(1))
        {
            string[] lines = part.Split('\n', 2);
            string[] sides = lines[1].Split("===>\n");
            string[] words = lines[0].Split(" | ");
            yield return new(words[0].Trim(), sides[0].Trim(), sides[1].Trim(), words.Contains("all"), words.Contains("exe"), Word("with "), Word("on ") ?? "2026-11-24");

            string? Word(string start) => words.FirstOrDefault(word => word.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
        }
    }

    private sealed record FixCase(string Name, string Source, string Expected, bool IsAll, bool IsExecutable, string? With, string Day);

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
