namespace Helix.Tool.Terminal;

/// <summary>What a call ends with, for scripts.</summary>
internal static class ExitCodes
{
    /// <summary>Nothing is wrong.</summary>
    public const int Fine = 0;

    /// <summary>The call did its work, and found something that somebody has to do something about.</summary>
    public const int Findings = 1;

    /// <summary>The call cannot be carried out as it is, or an input cannot be used.</summary>
    public const int UnusableCall = 2;

    /// <summary>Stopped by a signal, as shells count it.</summary>
    public const int Cancelled = 130;
}
