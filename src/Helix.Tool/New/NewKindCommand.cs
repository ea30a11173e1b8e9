using System.CommandLine;
using Helix.Manifests;
using Helix.Tool.Commands;
using Helix.Tool.Terminal;

namespace Helix.Tool.New;

/// <summary><c>helix new kind</c>: a kind manifest with all that it must have, and one key to begin with.</summary>
internal static class NewKindCommand
{
    public static Command Create(ToolConsole console)
    {
        var name = new Argument<string?>("name") { Description = "The name that products give in spec.kind, such as ftp.", Arity = ArgumentArity.ZeroOrOne };
        var package = new Option<string?>("--package") { Description = "The package and assembly that bring its runtime, such as Acme.Helix.Ftp." };
        var ns = new Option<string?>("--namespace") { Description = "The namespace of its C# types. Default: the package's name." };
        var description = new Option<string?>("--description", "-d") { Description = "What it is." };
        var output = new Option<string?>("--output", "-o") { Description = "The file, or a folder for it. Default: NAME.kind.yaml here.", HelpName = "PATH" };
        var command = new ToolCommand(
            "kind", "Writes a kind manifest.",
            ("helix new kind ftp --package Acme.Helix.Ftp --description \"File transfer\"", "ask for nothing"))
        {
            name, package, ns, description, output,
        };
        command.SetAction((call, cancellationToken) =>
        {
            var answers = new Answers(console, call, cancellationToken);
            string kind = answers.Get(name, "Name of the kind", NewText.Label);
            string bringer = answers.Get(package, "Package that brings its runtime", NewText.NotEmpty("The package"));
            string spaces = answers.Get(ns, "Namespace of its C# types", NewText.NotEmpty("The namespace"), proposal: bringer);
            string about = answers.Get(description, "What it is", NewText.NotEmpty("The description"));
            string type = NewText.TypeName(kind);
            string body =
                $$"""
                apiVersion: helix.dev/v1
                kind: ProductKind
                metadata:
                  name: {{YamlText.Of(kind)}}
                  description: {{YamlText.Of(about)}}
                spec:
                  version: 0.1.0
                  package: {{YamlText.Of(bringer)}}
                  csharp: { namespace: {{YamlText.Of(spaces)}}, product: {{type}}Product, settings: I{{type}}Settings }
                  config:
                    keys:
                      Endpoint: { type: uri, required: true, connection: true, description: Where the server is. }
                      # Password: { type: string, secret: true, connection: true, description: The password. }
                  # bindings:
                  #   connectionString: { keywords: { Endpoint: [Endpoint, Server] } }
                  # goldenPath:
                  #   replaces:
                  #     - { id: raw-client, assembly: Some.Client, symbols: ["M:Some.Client.#ctor(System.String)"], use: Client, reason: "…" }

                """;
            NewManifest.Write(
                console, NewText.Target(console, call.GetValue(output), kind + ".kind.yaml"), ("helix.kind.schema.json", ManifestSchema.Kind()),
                body, [], cancellationToken);
            return Task.FromResult(ExitCodes.Fine);
        });
        return command;
    }
}
