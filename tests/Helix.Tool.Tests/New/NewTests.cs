using Helix.Tool.Tests.Harness;
using Spectre.Console.Testing;

namespace Helix.Tool.Tests.New;

public sealed class NewTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("http")]
    [InlineData("postgresql")]
    public async Task A_new_product_of_any_kind_is_without_problem(string kind)
    {
        using var workspace = new Workspace();

        CallResult result = (await workspace.RunAsync(
            "new", "product", "orders-db", "--kind", kind, "--owner", "data: \"platform\" #1", "--description", "yes", "--namespace", "Acme.Orders", "-o", "products/")).ShouldEndWith(0);

        Assert.Equal("wrote products/orders-db.product.yaml\nwrote products/helix.product.schema.json, for editors\n", result.Output);
        _ = (await workspace.RunAsync("lint", "products")).ShouldEndWith(0);
        Assert.StartsWith("# yaml-language-server: $schema=helix.product.schema.json\n", workspace.Read("products/orders-db.product.yaml"), StringComparison.Ordinal);
        Assert.Contains("team: \"data: \\\"platform\\\" #1\"", workspace.Read("products/orders-db.product.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_kind_is_without_problem_and_has_products()
    {
        using var workspace = new Workspace();
        _ = workspace.Write("schemas/helix.product.schema.json", "{}");

        _ = (await workspace.RunAsync("new", "kind", "ftp", "--package", "Acme.Helix.Ftp", "--description", "File transfer: SFTP")).ShouldEndWith(0);
        _ = (await workspace.RunAsync("new", "product", "price-lists", "--kind", "ftp", "--kinds", ".", "--owner", "sales", "--description", "Price lists", "--stage", "ga", "-o", "lists/a.product.yaml"))
            .ShouldEndWith(0);

        _ = (await workspace.RunAsync("lint", ".")).ShouldEndWith(0);
        string product = workspace.Read("lists/a.product.yaml");
        Assert.StartsWith("# yaml-language-server: $schema=../schemas/helix.product.schema.json\n", product, StringComparison.Ordinal);
        Assert.Contains("version: 1.0.0", product, StringComparison.Ordinal);
        Assert.Contains("kindPackage: Acme.Helix.Ftp", product, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiver_is_code_for_the_assembly_or_for_one_member()
    {
        using var workspace = new Workspace();

        _ = (await workspace.RunAsync("new", "waiver", "HLX2001", "--product", "orders-db", "--reason", "Bulk \"copy\"\\\n", "--ticket", "OPS-12", "--expires", "2999-01-31")).ShouldEndWith(0);
        CallResult member = (await workspace.RunAsync("new", "waiver", "HLX2002", "--product", "orders-db", "--entry", "text-import", "--reason", "Import", "--expires", "2999-01-31", "-o", "-")).ShouldEndWith(0);

        Assert.Equal(
            "[assembly: Helix.GoldenPathWaiver(\"HLX2001\", Product = \"orders-db\", Reason = \"Bulk \\\"copy\\\"\\\\\\u000a\", Ticket = \"OPS-12\", Expires = \"2999-01-31\")]\n",
            workspace.Read("GoldenPathWaiver.OrdersDb.HLX2001.cs"));
        Assert.Equal("[GoldenPathWaiver(\"HLX2002\", Product = \"orders-db\", Entry = \"text-import\", Reason = \"Import\", Expires = \"2999-01-31\")]\n", member.Output);
    }

    [Fact]
    public async Task Asks_on_a_terminal_for_what_no_option_says()
    {
        using var workspace = new Workspace();
        using var terminal = new TestConsole();
        _ = terminal.Interactive();
        foreach (string answer in new[] { "Orders DB", "orders-db", "oracle", "sqlite", "data", "", "", "" })
        {
            terminal.Input.PushTextWithEnter(answer);
        }

        workspace.Asking = terminal;

        _ = (await workspace.RunAsync("new", "product", "--description", "Orders")).ShouldEndWith(0);

        Assert.Contains("'Orders DB' is no name", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("kind: sqlite", workspace.Read("orders-db.product.yaml"), StringComparison.Ordinal);
        Assert.Contains("stage: experimental", workspace.Read("orders-db.product.yaml"), StringComparison.Ordinal);
    }

    /// <summary>Types the first argument on a terminal of its own, each | an Enter, and shows what the program behind it says there.</summary>
    private const string Terminal =
        """
        import os, pty, sys
        program, terminal = pty.fork()
        if program == 0:
            os.execvp(sys.argv[2], sys.argv[2:])
        os.write(terminal, sys.argv[1].replace('|', '\r').encode())
        try:
            while part := os.read(terminal, 4096):
                os.write(1, part)
        except OSError:
            pass
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(program, 0)[1]))
        """;

    [Fact]
    public async Task Asks_at_a_real_terminal()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The test makes a terminal as Linux has it, by Python.");
            return;
        }

        using var workspace = new Workspace();
        workspace.Variables["NO_COLOR"] = "1";
        workspace.Variables["TERM"] = "xterm";

        // Typed ahead: nothing depends on how fast the questions come.
        CallResult waiver = (await workspace.RunOtherAsync(
            "python3", "-c", Terminal, "HLX2001|orders-db|Bulk copy|2020-01-01|2999-01-31||", "dotnet", Path.Combine(AppContext.BaseDirectory, "Helix.Tool.dll"), "new", "waiver")).ShouldEndWith(0);

        Assert.Contains("2020-01-01 has come", waiver.Output, StringComparison.Ordinal);
        Assert.Contains("Ticket, if there is one: ", waiver.Output, StringComparison.Ordinal);
        Assert.Contains("wrote GoldenPathWaiver.OrdersDb.HLX2001.cs", waiver.Output, StringComparison.Ordinal);
        Assert.Equal(
            "[assembly: Helix.GoldenPathWaiver(\"HLX2001\", Product = \"orders-db\", Reason = \"Bulk copy\", Expires = \"2999-01-31\")]\n",
            workspace.Read("GoldenPathWaiver.OrdersDb.HLX2001.cs"));
    }

    [Fact]
    public async Task Writes_nothing_for_a_wrong_answer_or_in_place_of_a_file()
    {
        using var workspace = new Workspace();
        string[] good = ["new", "product", "orders-db", "--kind", "sqlite", "--owner", "data", "--description", "Orders"];

        Assert.Contains("--owner is missing", (await workspace.RunAsync("new", "product", "orders-db", "--kind", "sqlite")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("'Orders' is no name", (await workspace.RunAsync("new", "product", "Orders")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'sqlite'?", (await workspace.RunAsync([.. good.Select(static word => word == "sqlite" ? "sqlit" : word)])).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("nothing is written", (await workspace.RunAsync([.. good, "--version", "1"])).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("HLX3002 is no rule that can be waived", (await workspace.RunAsync("new", "waiver", "HLX3002", "--product", "a", "--reason", "b")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Contains("has come", (await workspace.RunAsync("new", "waiver", "HLX2001", "--product", "a", "--reason", "b", "--expires", "2020-01-01")).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(workspace.Path));

        _ = workspace.Write("orders-db.product.yaml", "mine");
        Assert.Contains("is there already", (await workspace.RunAsync(good)).ShouldEndWith(2).Error, StringComparison.Ordinal);
        Assert.Equal("mine", workspace.Read("orders-db.product.yaml"));
    }
}
