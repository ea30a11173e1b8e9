namespace Helix.Sdk.Tests.Support;

/// <summary>Tests that set environment variables of the process: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessEnvironment
{
    public const string Name = "process environment";

    /// <summary>Sets variables until it is disposed.</summary>
    public static IDisposable Set(params (string Name, string? Value)[] variables) => new Variables(variables);

    private sealed class Variables : IDisposable
    {
        private readonly List<(string Name, string? Value)> _before = [];

        public Variables((string Name, string? Value)[] variables)
        {
            foreach ((string name, string? value) in variables)
            {
                _before.Add((name, Environment.GetEnvironmentVariable(name)));
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        public void Dispose() => _before.ForEach(static variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
    }
}
