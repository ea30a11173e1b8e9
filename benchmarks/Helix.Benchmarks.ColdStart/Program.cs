using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

// One cold start: the host's own configuration with a file of all products, then their settings for the first and only time. Prints
// microseconds of wall time and of processor time, allocated bytes, and the number of methods that were compiled.
string side = args[0];
int products = int.Parse(args[1], CultureInfo.InvariantCulture);
HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = args[2], EnvironmentName = "Production" });
IConfiguration configuration = builder.Configuration;
_ = configuration["Helix:Fleet001:Host"];

#if HELIX_SIDE
if (side == "helix-settings")
{
    Helix.Benchmarks.ColdStart.HelixSettings.Prepare(products);
}
#endif

#if MICROSOFT_SIDE
// The list of the peers with its delegates is the harness, not what is measured.
_ = Helix.Benchmarks.Fleet.Peers.PeerFleet.Flat.Length;
#endif

long methods = System.Runtime.JitInfo.GetCompiledMethodCount();
long allocated = GC.GetAllocatedBytesForCurrentThread();
TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
long start = Stopwatch.GetTimestamp();
Run();
TimeSpan wall = Stopwatch.GetElapsedTime(start);
processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
methods = System.Runtime.JitInfo.GetCompiledMethodCount() - methods;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{wall.TotalMicroseconds:0} {processor.TotalMicroseconds:0} {allocated} {methods}"));

void Run()
{
    switch (side)
    {
#if HELIX_SIDE
        // Registration, one reading of all products, and the settings of each from the container.
        case "helix":
            foreach (Action<IServiceCollection, IConfiguration> add in Helix.Benchmarks.Fleet.HelixFleet.Flat.AsSpan(0, products))
            {
                add(builder.Services, configuration);
            }

            using (ServiceProvider services = builder.Services.BuildServiceProvider())
            {
                services.GetRequiredService<IStartupValidator>().Validate();
            }

            break;
        case "helix-settings":
            Helix.Benchmarks.ColdStart.HelixSettings.Read(configuration);
            break;
#endif
#if MICROSOFT_SIDE
        case "microsoft":
            foreach (Helix.Benchmarks.Fleet.Peers.PeerProduct peer in Helix.Benchmarks.Fleet.Peers.PeerFleet.Flat.AsSpan(0, products))
            {
                peer.Add(builder.Services, configuration);
            }

            using (ServiceProvider services = builder.Services.BuildServiceProvider())
            {
                services.GetRequiredService<IStartupValidator>().Validate();
            }

            break;
        case "microsoft-settings":
            foreach (Helix.Benchmarks.Fleet.Peers.PeerProduct peer in Helix.Benchmarks.Fleet.Peers.PeerFleet.Flat.AsSpan(0, products))
            {
                if (peer.Validate(peer.Get(configuration)).Failed)
                {
                    throw new InvalidOperationException(peer.Section);
                }
            }

            break;
#endif
        default:
            throw new ArgumentException(side);
    }
}
