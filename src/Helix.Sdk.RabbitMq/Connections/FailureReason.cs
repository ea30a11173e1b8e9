using System.Net.Sockets;
using RabbitMQ.Client.Exceptions;

namespace Helix.RabbitMq;

/// <summary>Says what went wrong with the server, without an address, a name of a user or a value.</summary>
internal static class FailureReason
{
    private const ushort AccessRefused = 403;
    private const ushort NotFound = 404;
    private const ushort ResourceLocked = 405;
    private const ushort PreconditionFailed = 406;

    /// <summary>The reason, for a message; null for an exception that is not the client's.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        AuthenticationFailureException => "the server refuses user or password",
        PossibleAuthenticationFailureException => "the server closes the connection at login",
        BrokerUnreachableException { InnerException: { } inner } => Of(inner) ?? "no connection",
        AggregateException { InnerExceptions: [.., var last] } => Of(last),
        ConnectFailureException { InnerException: { } inner } => Of(inner) ?? "no connection",
        System.Security.Authentication.AuthenticationException => "the server's certificate is not trusted",
        SocketException { SocketErrorCode: var code } => $"no connection ({code})",
        PublishReturnException => "no queue takes the message",
        PublishException => "the server refuses the message",
        OperationInterruptedException { ShutdownReason.ReplyCode: AccessRefused } => "the server does not allow it to the user",
        OperationInterruptedException { ShutdownReason.ReplyCode: NotFound } => "the server has no such exchange or queue",
        OperationInterruptedException { ShutdownReason.ReplyCode: ResourceLocked } => "another consumer has the queue for itself",
        OperationInterruptedException { ShutdownReason.ReplyCode: PreconditionFailed } => "exchange or queue is there with other properties, or the message is too large",
        OperationInterruptedException => "the connection broke",
        TimeoutException or OperationCanceledException => "no answer in time",
        ProtocolException or ProtocolViolationException => "the server does not speak AMQP 0-9-1",
        IOException { InnerException: { } inner } => Of(inner) ?? "the connection broke",
        IOException or ObjectDisposedException or System.Threading.Channels.ChannelClosedException or RabbitMQClientException => "the connection broke",
        _ => null,
    };

    /// <summary>Whether the server refuses for good what was asked, so that asking again has no sense.</summary>
    public static bool IsFinal(Exception exception) =>
        exception is OperationInterruptedException { ShutdownReason.ReplyCode: AccessRefused or PreconditionFailed };

    /// <summary>Whom to ask, for the end of a message.</summary>
    public static string Owner(ProductInfo info) => info.Owner.OnCall is { } onCall ? $"owner {info.Owner.Team}, {onCall}" : $"owner {info.Owner.Team}";
}
