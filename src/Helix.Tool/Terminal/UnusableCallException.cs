namespace Helix.Tool.Terminal;

/// <summary>
/// The call cannot be carried out, for a reason that the caller can do something about. Its message is shown as it is, without a stack
/// trace, and the exit code is <see cref="ExitCodes.UnusableCall"/>.
/// </summary>
internal sealed class UnusableCallException(string message) : Exception(message);
