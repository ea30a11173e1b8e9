using Azure.Core;
using Azure.Core.Pipeline;

namespace Helix.Blobs;

/// <summary>Measures each request of the native client, its retries included, whoever makes it.</summary>
/// <param name="operations">Where to say what is done.</param>
/// <param name="containerIsMissing">Called when the server knows no such container.</param>
internal sealed class MeasuringPolicy(BlobOperations operations, Action containerIsMissing) : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        BlobOperations.Operation operation = Begin(message);
        try
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            operation.End(Error(e, message));
            throw;
        }

        End(operation, message);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        BlobOperations.Operation operation = Begin(message);
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception e)
        {
            operation.End(Error(e, message));
            throw;
        }

        End(operation, message);
    }

    // Who gave up is the caller.
    private static string? Error(Exception e, HttpMessage message) =>
        e is OperationCanceledException && message.CancellationToken.IsCancellationRequested ? null : e.GetType().Name;

    private BlobOperations.Operation Begin(HttpMessage message)
    {
        RequestMethod method = message.Request.Method;
        BlobOperations.Operation operation = operations.Begin(
            method == RequestMethod.Get || method == RequestMethod.Head ? "read" : method == RequestMethod.Delete ? "delete" : "write");
        _ = operation.Span?.SetTag("server.address", message.Request.Uri.Host).SetTag("http.request.method", method.Method);
        return operation;
    }

    private void End(BlobOperations.Operation operation, HttpMessage message)
    {
        int status = message.Response.Status;
        _ = message.Response.Headers.TryGetValue("x-ms-error-code", out string? code);
        if (status == 404 && code == "ContainerNotFound")
        {
            containerIsMissing();
        }

        _ = operation.Span?.SetTag("http.response.status_code", status);
        // No such blob, or one already, is an answer; to be refused or put off is not.
        string? error = status is 401 or 403 or 408 or 429 or >= 500
            ? code ?? status.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;
        operation.End(error);
    }
}
