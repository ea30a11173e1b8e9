using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Helix.Testing;

namespace Helix.Packaging.Tests;

/// <summary>Each package of the repository, opened again: exactly the files that it should have, and nothing of the machine that built it.</summary>
public sealed class PackageContentTests(PackageFeed feed)
{
    [Fact]
    public void Each_package_holds_exactly_the_files_on_its_list()
    {
        var missing = new List<string>();
        foreach (IGrouping<string, PackageFile> package in feed.Own().GroupBy(static package => package.Id))
        {
            string list = string.Join("\n\n", package.Select(static file => file.Name.Replace(PackageFeed.Version, "x.y.z", StringComparison.Ordinal) + "\n" + string.Join('\n', file.Entries.Select(static entry => "  " + entry)))) + "\n";
            Golden.Verify($"Files/{package.Key}.txt", list.Replace(PackageFeed.Version, "x.y.z", StringComparison.Ordinal));
            missing.Add(package.Key);
        }

        Assert.Contains("Helix.Sdk", missing);
    }

    [Fact]
    public void Each_package_says_what_it_is()
    {
        foreach (PackageFile package in feed.Own().Where(static package => !package.IsSymbols && package.Id.StartsWith("Helix.", StringComparison.Ordinal)))
        {
            string what = package.Name;
            Assert.Equal((what, "MIT", "icon.png", "README.md", PackageFeed.Version), (what, package.Metadata("license"), package.Metadata("icon"), package.Metadata("readme"), package.Metadata("version")));
            Assert.True(package.Metadata("description").Length is > 20 and < 400, what + " has no description");
            Assert.StartsWith("helix ", package.Metadata("tags"), StringComparison.Ordinal);
            Assert.Contains("icon.png", package.Entries);
            // A link to a file of the repository leads nowhere from a package's page.
            Assert.DoesNotContain("](docs/", package.ReadText("README.md"), StringComparison.Ordinal);
            Assert.DoesNotContain("](../", package.ReadText("README.md"), StringComparison.Ordinal);
            Assert.Equal("https://github.com/helix-sdk/helix.git", package.Nuspec.Descendants().Single(static e => e.Name.LocalName == "repository").Attribute("url")!.Value);
            // A dependency on a test library, or on a compiler, would be everybody's.
            Assert.DoesNotContain(package.Dependencies(), static d => d.StartsWith("xunit", StringComparison.Ordinal) || d.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || d.StartsWith("MinVer", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_package_holds_test_code_or_symbols_of_another_assembly()
    {
        foreach (PackageFile package in feed.Own())
        {
            foreach (string entry in package.Entries)
            {
                Assert.False(entry.Contains(".Tests", StringComparison.OrdinalIgnoreCase) || entry.Contains("xunit", StringComparison.OrdinalIgnoreCase), $"{package.Name}: {entry}");
                if (entry.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase))
                {
                    Assert.True(package.IsSymbols, $"{package.Name}: {entry}");
                    Assert.StartsWith(package.Id, Path.GetFileName(entry), StringComparison.Ordinal);
                }

                if (entry.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileName(entry).StartsWith("Helix.", StringComparison.Ordinal))
                {
                    using var file = new PEReader(new MemoryStream(package.Read(entry)));
                    MetadataReader metadata = file.GetMetadataReader();
                    Assert.DoesNotContain(
                        metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)),
                        static name => name.StartsWith("xunit", StringComparison.Ordinal));
                }
            }
        }
    }

    [Fact]
    public void No_file_of_a_package_names_a_folder_of_the_machine_that_built_it()
    {
        if (!PackageFeed.MapsPaths)
        {
            Assert.Skip("Only a build for release, with CI=true, maps the paths of its sources.");
        }

        string[] folders = [PackageFeed.RepositoryRoot.TrimEnd('/', '\\'), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/.nuget"];
        foreach (PackageFile package in feed.Own())
        {
            // Assemblies of others are as their authors built them.
            foreach (string entry in package.Entries.Where(static entry => !entry.EndsWith(".dll", StringComparison.Ordinal) || Path.GetFileName(entry).StartsWith("Helix.", StringComparison.Ordinal)))
            {
                byte[] content = package.Read(entry);
                foreach (string folder in folders)
                {
                    Assert.False(
                        content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(folder)) >= 0 || content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(folder)) >= 0,
                        $"{package.Name}: {entry} names {folder}");
                }
            }
        }
    }

    [Fact]
    public async Task A_clone_without_tags_has_a_version_below_the_first_release_and_no_warning()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        string clone = await feed.CloneAsync("clone", token, "--no-tags");

        CommandResult version = await CommandLine.RunAsync(
            Path.Combine(clone, "src/Helix.Manifests"), "dotnet", ["msbuild", "-restore", "-t:MinVer", "-getProperty:PackageVersion", "-nologo"], token);

        Assert.Equal(["0.1.0-alpha.0"], version.ShouldSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Trim()));
    }
}
