namespace Helix.Manifests;

/// <summary>What a change of a contract breaks for those who use it.</summary>
[Flags]
public enum ContractBreak
{
    /// <summary>Nothing: code compiles, configurations are valid, and builds stay as clean as they were.</summary>
    None = 0,

    /// <summary>Code: something that compiled, or ran compiled, does not any more.</summary>
    Source = 1,

    /// <summary>Configuration: something that was valid is not any more, is not found any more, or takes effect otherwise.</summary>
    Config = 2,

    /// <summary>Policy: a build says more than it said, or a promise is weaker than it was.</summary>
    Policy = 4,
}

/// <summary>The part of a version (SemVer) that a change raises.</summary>
public enum VersionBump
{
    /// <summary>None.</summary>
    None,

    /// <summary>The patch: users see no difference in what they can do.</summary>
    Patch,

    /// <summary>The minor version: something new, or announced.</summary>
    Minor,

    /// <summary>The major version: something breaks.</summary>
    Major,
}
