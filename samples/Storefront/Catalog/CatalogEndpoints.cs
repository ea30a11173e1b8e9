using Microsoft.AspNetCore.Http.HttpResults;

namespace Storefront;

internal static class CatalogEndpoints
{
    public static void MapCatalog(this WebApplication app)
    {
        app.MapGet("/catalog", static (ArticleCatalog catalog, CancellationToken cancellationToken) => catalog.GetAsync(cancellationToken).AsTask());
        app.MapPut("/catalog/{sku}/price", SetPriceAsync);
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> SetPriceAsync(
        string sku, NewPrice body, ArticleCatalog catalog, CancellationToken cancellationToken)
    {
        if (body.Price is < 0.01m or > 100_000m || decimal.Round(body.Price, 2) != body.Price)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["price"] = ["A price is 0.01 to 100000 euros, in whole cents."] });
        }

        return await catalog.SetPriceAsync(sku, body.Price, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}
