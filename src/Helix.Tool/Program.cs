using Helix.Tool;
using Helix.Tool.Terminal;

return await HelixCommandLine.RunAsync(args, ToolConsole.OfProcess());
