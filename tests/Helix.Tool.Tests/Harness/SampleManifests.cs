namespace Helix.Tool.Tests.Harness;

/// <summary>Manifests that tests start from.</summary>
internal static class SampleManifests
{
    public const string Notes =
        """
        # The notes of the shop.
        apiVersion: helix.dev/v1
        kind: InfrastructureProduct
        metadata:
          name: notes-db
          description: Notes.
        spec:
          kind: sqlite
          version: 1.0.0
          owner: { team: books }
          lifecycle: { stage: ga, since: 2026-10-01 }
          config:
            keys:
              CommandTimeout: { default: 5s, maximum: 30s }
              MaxLength: { type: int, default: 500, minimum: 1, maximum: 10000, description: The most characters. }

        """;

    /// <summary>Another product of the same contract.</summary>
    public static string Named(string name) => Notes.Replace("notes-db", name, StringComparison.Ordinal);
}
