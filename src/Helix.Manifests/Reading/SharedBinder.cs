namespace Helix.Manifests;

/// <summary>Reads what products and kinds have in common out of nodes.</summary>
internal static class SharedBinder
{
    public static EquatableArray<BannedApi> BannedApis(ManifestNode? list) => list.Items()
        .Where(static item => item.Text("id") is not null && item.Text("assembly") is not null)
        .Select(static item =>
        {
            ManifestNode? escalate = item.Get("escalate");
            int severity = item.Word("severity", ManifestWords.Severities);
            return new BannedApi(item.Text("id")!, item.Text("assembly")!, item.Texts("symbols"))
            {
                Use = item.Text("use"),
                Reason = item.Text("reason"),
                Severity = severity >= 0 ? (PolicySeverity)severity : PolicySeverity.Warning,
                EscalatesToWarning = escalate.Date("warning"),
                EscalatesToError = escalate.Date("error"),
                Except = item.Texts("except"),
            };
        })
        .ToEquatableArray();

    public static LocalResource? Local(ManifestNode? node)
    {
        LocalResource? form = Form(node);
        EquatableArray<NamedText> values = node.NamedTexts("values");
        ManifestNode? health = node.Get("health");
        if (form is null && values.IsEmpty && health is null)
        {
            return null;
        }

        return (form ?? new(LocalResourceForm.External)) with
        {
            Values = values,
            Health = health is null ? null : new(health.Texts("command"), health.Text("http")),
        };
    }

    private static LocalResource? Form(ManifestNode? node)
    {
        if (node.Get("container") is { } container)
        {
            return Process(container, LocalResourceForm.Container) with
            {
                Image = container.Text("image"),
                Tag = container.Text("tag"),
                Volume = container.Text("volume"),
            };
        }

        if (node.Get("executable") is { } executable)
        {
            return Process(executable, LocalResourceForm.Executable) with { Command = executable.Text("command") };
        }

        return node.Text("embedded") is { } embedded ? new(LocalResourceForm.Embedded) { Embedded = embedded } : null;
    }

    private static LocalResource Process(ManifestNode node, LocalResourceForm form) => new(form)
    {
        Port = node.Integer("port"),
        Arguments = node.Texts("args"),
        Environment = node.NamedTexts("env"),
    };
}
