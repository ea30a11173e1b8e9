using Helix.Tool.Tests.Harness;

namespace Helix.Tool.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("", "lint")]
    [InlineData("li", "lint")]
    [InlineData("new ", "product")]
    [InlineData("lint products --format ", "sarif")]
    [InlineData("new product --kind ", "rabbitmq")]
    [InlineData("completion ", "zsh")]
    public async Task Tells_a_shell_what_may_come_next(string line, string expected)
    {
        using var workspace = new Workspace();

        CallResult result = (await workspace.RunAsync($"[suggest:{line.Length}]", line)).ShouldEndWith(0);

        Assert.Contains(expected, result.Output.Split('\n'));
    }

    [Fact]
    public async Task Bash_completes_with_the_script_that_is_printed()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The test runs bash.");
            return;
        }

        using var workspace = new Workspace();
        _ = workspace.Write("helix", $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Helix.Tool.dll")}' \"$@\"\n");
        File.SetUnixFileMode(workspace.File("helix"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string script =
            """
            export PATH="$PWD:$PATH"
            source <(helix completion bash)
            COMP_LINE="helix lint products --format s" COMP_POINT=30 COMP_CWORD=4 COMP_WORDS=(helix lint products --format s)
            _helix
            echo "${COMPREPLY[@]}"
            """;

        Assert.Equal("sarif\n", (await workspace.RunOtherAsync("bash", "-c", script)).ShouldEndWith(0).Output);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Has_a_script_for(string shell)
    {
        using var workspace = new Workspace();

        Assert.Contains("[suggest:", (await workspace.RunAsync("completion", shell)).ShouldEndWith(0).Output, StringComparison.Ordinal);
    }
}
