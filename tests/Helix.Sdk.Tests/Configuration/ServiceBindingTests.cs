using System.Runtime.InteropServices;
using Helix.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Helix.Sdk.Tests.Configuration;

/// <summary>Kubernetes service bindings: a directory a binding, a file an entry.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed partial class ServiceBindingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_only_binding_of_the_products_type_supplies_its_connection()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("b/first/type", "box\n");
        _ = folder.Write("b/first/host", "bound.example\n");
        _ = folder.Write("b/first/password", "zx-secret-82\n");
        _ = folder.Write("b/other/type", "postgresql");
        using IDisposable variables = ProcessEnvironment.Set(("SERVICE_BINDING_ROOT", Path.Combine(folder.Path, "b")));
        using ServiceProvider provider = Boxes.ToolBox(Boxes.Memory());

        ToolBoxSettings settings = provider.GetRequiredService<ToolBoxSettings>();

        Assert.Equal(("bound.example", "zx-secret-82"), (settings.Host, settings.Password!.Reveal()));
        EffectiveSetting password = provider.GetRequiredService<HelixCatalog>().GetSettings(provider.GetRequiredService<HelixCatalog>().Products[0])
            .Single(static setting => setting.Key == "Helix:ToolBox:Password");
        Assert.Equal(("***", "service binding first/password", true), (password.Value, password.Source, password.IsSecret));
    }

    [Fact]
    public void A_secret_in_a_file_of_its_own_is_read()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("secrets/Helix__ToolBox__Password", "zx-secret-89");
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Helix:ToolBox:Host", "h")])
            .AddKeyPerFile(Path.Combine(folder.Path, "secrets"))
            .Build();
        using ServiceProvider provider = Boxes.ToolBox(configuration);

        Assert.Equal("zx-secret-89", provider.GetRequiredService<ToolBoxSettings>().Password!.Reveal());
    }

    [Fact]
    public void Two_bindings_of_the_type_are_an_error_that_says_how_to_choose()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("b/first/type", "box");
        _ = folder.Write("b/first/host", "one");
        _ = folder.Write("b/second/type", "box");
        using IDisposable variables = ProcessEnvironment.Set(("SERVICE_BINDING_ROOT", Path.Combine(folder.Path, "b")));
        using ServiceProvider provider = Boxes.ToolBox(Boxes.Memory());

        ConfigurationError error = Assert.Single(Assert.Throws<ProductConfigurationException>(() => provider.GetRequiredService<ToolBox>()).Errors);

        Assert.Equal("has 2 service bindings of type box: first, second; name the one to use tool-box", error.Problem);
    }

    [Fact]
    public async Task A_mounted_secret_that_is_rotated_by_its_link_is_taken_over_as_a_whole_without_a_restart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Secrets are mounted by links on Linux.");
        using var folder = new TemporaryFolder();
        _ = folder.Write("b/any-box/..v1/host", "bound.example");
        _ = folder.Write("b/any-box/..v1/password", "zx-secret-83");
        string binding = Path.Combine(folder.Path, "b", "any-box");
        _ = Directory.CreateSymbolicLink(Path.Combine(binding, "..data"), "..v1");
        _ = File.CreateSymbolicLink(Path.Combine(binding, "host"), "..data/host");
        _ = File.CreateSymbolicLink(Path.Combine(binding, "password"), "..data/password");
        using IDisposable variables = ProcessEnvironment.Set(("SERVICE_BINDING_ROOT", Path.Combine(folder.Path, "b")));
        using ServiceProvider provider = Boxes.AnyBox(Boxes.Memory(("Helix:AnyBox:Timeout", "1s")));
        IOptionsMonitor<AnyBoxSettings> monitor = provider.GetRequiredService<IOptionsMonitor<AnyBoxSettings>>();
        Assert.Equal("zx-secret-83", monitor.CurrentValue.Password!.Reveal());
        var told = new TaskCompletionSource<AnyBoxSettings>(TaskCreationOptions.RunContinuationsAsynchronously);
        using IDisposable? listener = monitor.OnChange((settings, _) => told.TrySetResult(settings));

        // As the kubelet does it: new files, a new link, and the new link in place of the old one.
        _ = folder.Write("b/any-box/..v2/host", "bound.example");
        _ = folder.Write("b/any-box/..v2/password", "zx-secret-84");
        _ = Directory.CreateSymbolicLink(Path.Combine(binding, "..data_tmp"), "..v2");
        Assert.Equal(0, Rename(Path.Combine(binding, "..data_tmp"), Path.Combine(binding, "..data")));

        Assert.Equal("zx-secret-84", (await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Token)).Password!.Reveal());
    }

    // The framework has no way to put one link in place of another at once.
    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
