namespace Helix.Aspire.Hosting.Tests;

public sealed class WithoutAspireTests
{
    [Fact(Skip = "The package feed does not have Aspire.Hosting: the app model, its manifest and its start are not tested.")]
    public void The_app_model_is_tested_with_the_real_package()
    {
    }
}
