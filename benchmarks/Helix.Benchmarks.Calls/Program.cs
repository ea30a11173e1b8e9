using System.CommandLine;
using BenchmarkDotNet.Running;
using Helix.Benchmarks.Calls.Clients;
using Helix.Benchmarks.Calls.Pairs;

// dotnet run -c Release --project benchmarks/Helix.Benchmarks.Calls -- --filter '*'      BenchmarkDotNet, against stubs
// dotnet run -c Release --project benchmarks/Helix.Benchmarks.Calls -- pairs             interleaved pairs, against real servers
if (args is not ["pairs" or "worker", ..])
{
    _ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}

var servers = new Option<Server[]>("--server") { Description = "What is called; all without it.", DefaultValueFactory = static _ => Enum.GetValues<Server>() };
var stubs = new Option<bool>("--stubs") { Description = "Calls stubs in the calling process in place of servers." };
var off = new Option<bool>("--off") { Description = "The app collects neither traces nor metrics." };
var rounds = new Option<int>("--rounds") { Description = "Processes, one after the other.", DefaultValueFactory = static _ => 24 };
var pairsOfRound = new Option<int>("--pairs") { Description = "Pairs of a round.", DefaultValueFactory = static _ => 150 };
var pairs = new Command("pairs", "Measures in interleaved pairs.") { servers, stubs, off, rounds, pairsOfRound };
pairs.SetAction((call, _) => PairedRun.RunAsync(
    call.GetRequiredValue(servers), call.GetValue(stubs), !call.GetValue(off), call.GetValue(rounds), call.GetValue(pairsOfRound)));

var server = new Argument<Server>("server");
var collected = new Argument<bool>("collected");
var port = new Argument<int>("port");
var worker = new Command("worker", "Both sides of a round; started by pairs.") { Hidden = true };
worker.Add(server);
worker.Add(collected);
worker.Add(port);
worker.SetAction((call, _) => Worker.RunAsync(
    call.GetRequiredValue(server), call.GetRequiredValue(collected), call.GetRequiredValue(port)));

return await new RootCommand("What a call through a product costs.") { pairs, worker }.Parse(args).InvokeAsync();
