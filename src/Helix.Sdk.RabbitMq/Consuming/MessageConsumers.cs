using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Helix.RabbitMq;

/// <summary>Registers consumers of products.</summary>
public static class MessageConsumers
{
    /// <summary>
    /// Adds a consumer: a hosted service that subscribes to a queue for as long as the app runs, and hands each message to a handler. It
    /// subscribes again after the server was away; that it is away when the app starts does not keep the app from starting.
    /// </summary>
    /// <typeparam name="TProduct">The product, such as <c>OrderEvents</c>, which is registered by its own <c>Add…</c> method.</typeparam>
    /// <typeparam name="TMessage">The message. For messages of several types, their base type with <c>JsonDerivedType</c>.</typeparam>
    /// <typeparam name="THandler">What handles it; made in a scope for each attempt.</typeparam>
    /// <param name="services">The services of the app.</param>
    /// <param name="type">How messages are read: the generated metadata of a <c>JsonSerializerContext</c>.</param>
    /// <param name="configure">Sets what this consumer has differently from the product's settings; null for nothing.</param>
    public static IServiceCollection AddMessageConsumer<
        TProduct, TMessage, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, JsonTypeInfo<TMessage> type, Action<ConsumerOptions>? configure = null)
        where TProduct : RabbitMqProduct
        where THandler : class, IMessageHandler<TMessage> => Add<TProduct, TMessage, THandler>(services, null, type, configure);

    /// <summary>Adds a consumer of a keyed instance of a product.</summary>
    /// <typeparam name="TProduct">The product, such as <c>OrderEvents</c>, which is registered by its own <c>AddKeyed…</c> method.</typeparam>
    /// <typeparam name="TMessage">The message.</typeparam>
    /// <typeparam name="THandler">What handles it; made in a scope for each attempt.</typeparam>
    /// <param name="services">The services of the app.</param>
    /// <param name="instance">The name of the instance.</param>
    /// <param name="type">How messages are read: the generated metadata of a <c>JsonSerializerContext</c>.</param>
    /// <param name="configure">Sets what this consumer has differently from the instance's settings; null for nothing.</param>
    public static IServiceCollection AddKeyedMessageConsumer<
        TProduct, TMessage, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this IServiceCollection services, string instance, JsonTypeInfo<TMessage> type, Action<ConsumerOptions>? configure = null)
        where TProduct : RabbitMqProduct
        where THandler : class, IMessageHandler<TMessage>
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Add<TProduct, TMessage, THandler>(services, instance, type, configure);
    }

    private static IServiceCollection Add<TProduct, TMessage, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        IServiceCollection services, string? instance, JsonTypeInfo<TMessage> type, Action<ConsumerOptions>? configure)
        where TProduct : RabbitMqProduct
        where THandler : class, IMessageHandler<TMessage>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(type);
        var options = new ConsumerOptions();
        configure?.Invoke(options);
        services.TryAddScoped<THandler>();
        return services.AddSingleton<IHostedService>(provider => new MessageConsumer<TMessage, THandler>(
            instance is null ? provider.GetRequiredService<TProduct>() : provider.GetRequiredKeyedService<TProduct>(instance),
            provider.GetRequiredService<IServiceScopeFactory>(),
            type,
            options));
    }
}
