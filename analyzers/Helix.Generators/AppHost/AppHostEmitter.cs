using Helix.Manifests;

namespace Helix.Generators;

/// <summary>Emits what an app host composes a product with: one internal method, and the names of its plans.</summary>
internal static class AppHostEmitter
{
    private const string Manifests = "global::Helix.Manifests.";
    private const string Model = "global::Aspire.Hosting.ApplicationModel.";

    public static string Emit(ComposedProduct product)
    {
        LocalProduct plan = product.Plan;
        string name = product.CSharpName;
        CodeWriter code = GeneratedCode.Start($"{plan.Name} {plan.Version}", "Aspire.Hosting");
        _ = code.Line()
            .Summary($"Adds {plan.Name} to an app host.")
            .Line(GeneratedCode.Attribute)
            .Open($"internal static class {name}AppHost")
            .Line($"private static readonly {Manifests}LocalProduct s_plan = {New(plan)}")
            .Open();
        EmitPlan(code, plan);
        _ = code.Close("};")
            .Line()
            .Summary(
                $"Adds {plan.DisplayName ?? plan.Name} {plan.Version}: {What(plan)}, owned by {plan.Owner ?? "nobody"}.", product.Description ?? "")
            .Doc("<param name=\"builder\">The app host.</param>")
            .Doc("<param name=\"name\">The name of the resource.</param>")
            .Open($"internal static {Model}IResourceBuilder<{Model}IProductResource> Add{name}(this global::Aspire.Hosting.IDistributedApplicationBuilder builder, [{Model}ResourceName] string name = {Literal.Of(plan.Name)})")
            .Line("return global::Aspire.Hosting.ProductResourceBuilderExtensions.AddHelixProduct(builder, s_plan, name, global::Aspire.Hosting.HelixComposition.Uses);")
            .Close()
            .Close();
        if (!plan.Plans.IsEmpty)
        {
            EmitPlans(code, product);
        }

        return code.ToString();
    }

    /// <summary>Emits which composed projects use which products, for the check at start.</summary>
    public static string EmitUses(EquatableArray<ComposedProduct> products, EquatableArray<ServiceUses> services)
    {
        CodeWriter code = GeneratedCode.Start("composed products", "Aspire.Hosting")
            .Line()
            .Summary("Which projects use which products, as their compiled code says.")
            .Line(GeneratedCode.Attribute)
            .Open("internal static class HelixComposition")
            .Line($"internal static readonly {Model}ProductUse[] Uses =")
            .Line("[");
        foreach (ServiceUses service in services.OrderBy(static service => service.ProjectPath, StringComparer.Ordinal))
        {
            foreach (ComposedProduct product in products.Where(product => service.Types.Contains(product.Plan.TypeName!)).OrderBy(static product => product.Plan.Name, StringComparer.Ordinal))
            {
                _ = code.Line($"    new({Literal.Of(service.ProjectPath)}, {Literal.Of(product.Plan.Name)}, {Literal.Of("Add" + product.CSharpName)}),");
            }
        }

        return code.Line("];").Close().ToString();
    }

    private static string What(LocalProduct plan) => plan.Form switch
    {
        LocalResourceForm.Container => $"a container of {plan.Image}",
        LocalResourceForm.Executable => $"the program {plan.Command}",
        LocalResourceForm.Embedded => "a part of the app that uses it",
        _ => "it runs elsewhere, and its connection string is asked for",
    };

    private static void EmitPlans(CodeWriter code, ComposedProduct product)
    {
        _ = code.Line().Summary($"The plans of {product.Plan.Name}, for <c>WithPlan</c>.".Replace("<c>", "").Replace("</c>", ""))
            .Line(GeneratedCode.Attribute)
            .Open($"internal static class {product.CSharpName}Plans");
        foreach (LocalPlan plan in product.Plan.Plans)
        {
            string limits = plan.Limits.IsEmpty ? "" : $" Limits: {string.Join(", ", plan.Limits.Select(static limit => $"{limit.Name} {limit.Text}"))}.";
            _ = code.Summary($"The plan {plan.Name}.{limits}{(plan.RequiresApproval ? " Its owner has to approve." : "")}")
                .Line($"internal const string {TypeNames.Identifier(CSharpNames.ForProduct(plan.Name))} = {Literal.Of(plan.Name)};");
        }

        _ = code.Close();
    }

    private static string New(LocalProduct plan) => $"new({Literal.Of(plan.Name)}, {Manifests}LocalResourceForm.{plan.Form})";

    private static void EmitPlan(CodeWriter code, LocalProduct plan)
    {
        Text("Version", plan.Version);
        Text("DisplayName", plan.DisplayName);
        Text("Owner", plan.Owner);
        Text("TypeName", plan.TypeName);
        Text("Image", plan.Image);
        Text("Tag", plan.Tag);
        Text("Command", plan.Command);
        if (plan.Port is { } port)
        {
            _ = code.Line($"Port = {Literal.Of(port)},");
        }

        Text("Scheme", plan.Scheme);
        Text("Volume", plan.Volume);
        List("Arguments", plan.Arguments.Select(Value));
        List("Environment", plan.Environment.Select(Variable));
        List("Parameters", plan.Parameters.Select(Parameter));
        List("HealthCommand", plan.HealthCommand.Select(Value));
        Text("HealthPath", plan.HealthPath);
        List("StartsAfter", plan.StartsAfter.Select(static name => Literal.Of(name)));
        List("ConnectionProperties", plan.ConnectionProperties.Select(Variable));
        if (plan.ConnectionString is { } connectionString)
        {
            _ = code.Line($"ConnectionString = {Value(connectionString)},");
        }

        Text("ConnectionStringName", plan.ConnectionStringName);
        List("ConsumerEnvironment", plan.ConsumerEnvironment.Select(Variable));
        List("ExternalEnvironment", plan.ExternalEnvironment.Select(Variable));
        List("ExternalParameters", plan.ExternalParameters.Select(Parameter));
        List("Plans", plan.Plans.Select(static p => $"new {Manifests}LocalPlan({Literal.Of(p.Name)}, {Literal.Of(p.RequiresApproval)}, {Texts(p.Limits)})"));
        Text("Plan", plan.Plan);
        List("Links", plan.Links.Select(NamedText));

        void Text(string property, string? value)
        {
            if (value is not null)
            {
                _ = code.Line($"{property} = {Literal.Of(value)},");
            }
        }

        void List(string property, IEnumerable<string> items)
        {
            string[] all = items.ToArray();
            if (all.Length == 0)
            {
                return;
            }

            _ = code.Line($"{property} = {Manifests}EquatableArray.Create(");
            for (int i = 0; i < all.Length; i++)
            {
                _ = code.Line($"    {all[i]}{(i == all.Length - 1 ? ")," : ",")}");
            }
        }
    }

    private static string Variable(LocalVariable variable) => $"new {Manifests}LocalVariable({Literal.Of(variable.Name)}, {Value(variable.Value)})";

    private static string Parameter(LocalParameter parameter) =>
        $"new {Manifests}LocalParameter({Literal.Of(parameter.Name)}, {Literal.Of(parameter.Description)}, {Literal.Of(parameter.IsSecret)}) {{ GeneratedLength = {Literal.Of(parameter.GeneratedLength)} }}";

    private static string Value(LocalValue value) => value.Text is { } text
        ? $"{Manifests}LocalValue.Literal({Literal.Of(text)})"
        : $"new {Manifests}LocalValue({Manifests}EquatableArray.Create({string.Join(", ", value.Parts.Select(Part))}))";

    private static string Part(LocalPart part) =>
        $"new {Manifests}LocalPart({Manifests}LocalPartKind.{part.Kind}, {Literal.Of(part.Text)}, {Literal.Of(part.IsUriEncoded)})";

    private static string NamedText(NamedText text) => $"new {Manifests}NamedText({Literal.Of(text.Name)}, {Literal.Of(text.Text)})";

    private static string Texts(EquatableArray<NamedText> texts) => texts.IsEmpty ? "default" : $"{Manifests}EquatableArray.Create({string.Join(", ", texts.Select(NamedText))})";
}
