using System.Globalization;
using System.Text;
using Helix.Manifests;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace Helix.Tool.Export.Compose;

/// <summary>
/// Products as a Docker Compose file, from the same plan as in an Aspire app host: containers with health checks, volumes and start
/// order, the environment of an app that uses them, and the variables that the developer has to set. No secret is in any of them.
/// </summary>
/// <param name="Compose">The Compose file.</param>
/// <param name="AppEnvironment">The <c>env_file</c> of an app in the same Compose project.</param>
/// <param name="Variables">What belongs into <c>.env</c>, a line with its meaning each.</param>
/// <param name="Notes">What no container can provide, a line a product.</param>
internal sealed record ComposeExport(string Compose, string AppEnvironment, string Variables, IReadOnlyList<string> Notes)
{
    public const string ComposeFile = "compose.yaml";
    public const string AppEnvironmentFile = "products.env";
    public const string VariablesFile = ".env.example";

    /// <summary>Exports products.</summary>
    /// <exception cref="ArgumentException">The products depend on each other in a circle, or two have one name.</exception>
    public static ComposeExport Of(IEnumerable<LocalProduct> products)
    {
        EquatableArray<LocalProduct> order = LocalEnvironment.InStartOrder(products);
        var services = new ComposeServices(order);
        var notes = new List<string>();
        foreach (LocalProduct product in order)
        {
            if (Note(product) is { } note)
            {
                notes.Add(note);
            }
        }

        return new(Yaml(services, notes), AppEnvironmentOf(order, services), VariablesOf(order), notes);
    }

    private static string? Note(LocalProduct product) => product.Form switch
    {
        LocalResourceForm.Executable => $"{product.Name} is a program on the machine, not a container: start '{product.Command}' beside Compose; apps reach it as host.docker.internal",
        LocalResourceForm.External => $"{product.Name} runs elsewhere; .env says where",
        LocalResourceForm.Embedded => $"{product.Name} runs inside of the app; there is nothing to start",
        _ => null,
    };

    private static string Yaml(ComposeServices services, List<string> notes)
    {
        var text = new StringBuilder("# Written by 'helix export compose' from product manifests. Change it there.\n");
        foreach (string note in notes)
        {
            _ = text.Append("# ").Append(note).Append(".\n");
        }

        // Compose reads 1.1 and 1.2: a text that one of them takes for something else is quoted.
        ISerializer serializer = new SerializerBuilder()
            .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
            .WithEventEmitter(static next => new FlowCommands(next))
            .WithIndentedSequences()
            .WithNewLine("\n")
            .Build();
        return text.Append(serializer.Serialize(services.Document())).ToString();
    }

    private static string AppEnvironmentOf(EquatableArray<LocalProduct> order, ComposeServices services)
    {
        var text = new StringBuilder($"# What an app gets that uses these products: services.<app>.env_file: {AppEnvironmentFile}\n");
        foreach (LocalProduct product in order)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"\n# {product.Name} {product.Version}, owner {product.Owner ?? "unknown"}\n");
            foreach (LocalVariable variable in product.ConsumerEnvironment)
            {
                _ = text.Append(variable.Name).Append('=').Append(Quoted(services.AtApp(product, variable.Value))).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string VariablesOf(EquatableArray<LocalProduct> order)
    {
        var text = new StringBuilder("# Copy to .env, which stays out of version control, and fill in.\n");
        foreach (LocalProduct product in order)
        {
            foreach (LocalParameter parameter in product.Parameters)
            {
                string hint = parameter.GeneratedLength > 0 ? $" Any {parameter.GeneratedLength} letters and digits." : "";
                _ = text.Append(CultureInfo.InvariantCulture, $"\n# {OneLine(parameter.Description ?? parameter.Name)}{hint}\n{ComposeServices.VariableOf(product, parameter.Name)}=\n");
            }
        }

        return text.ToString();
    }

    /// <summary>A value in an env_file: without quotes a space or # would end it.</summary>
    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(" #'\"\\\n") < 0 ? value : "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>Commands on one line, as people write them.</summary>
    private sealed class FlowCommands(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(SequenceStartEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string[])
            {
                eventInfo = new SequenceStartEventInfo(eventInfo.Source) { Style = YamlDotNet.Core.Events.SequenceStyle.Flow };
            }

            base.Emit(eventInfo, emitter);
        }
    }
}
