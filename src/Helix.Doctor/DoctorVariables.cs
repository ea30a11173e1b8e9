namespace Helix.Doctor;

/// <summary>What <c>helix doctor</c> tells the app that it starts, as environment variables.</summary>
public static class DoctorVariables
{
    /// <summary>The file that the report is written to.</summary>
    public const string Report = "HELIX_DOCTOR_REPORT";

    /// <summary>The settings files that stand in for all of the app's own sources, with the system's path separator between.</summary>
    public const string Settings = "HELIX_DOCTOR_SETTINGS";

    /// <summary>Whether the products are asked for their health.</summary>
    public const string Probe = "HELIX_DOCTOR_PROBE";
}
