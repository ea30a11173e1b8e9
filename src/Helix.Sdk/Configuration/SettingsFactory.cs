namespace Helix.Configuration;

/// <summary>Makes the settings of a product from its configuration: the generated constructor.</summary>
public delegate TSettings SettingsFactory<out TSettings>(ref SettingsReader reader)
    where TSettings : class;
