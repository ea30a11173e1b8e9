namespace Aspire.Hosting.Eventing;

public interface IDistributedApplicationEvent;

public sealed class DistributedApplicationEventSubscription
{
    private DistributedApplicationEventSubscription()
    {
    }
}

public interface IDistributedApplicationEventing
{
    DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent;
}
