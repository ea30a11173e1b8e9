#!/usr/bin/env bash
# What Helix adds to a build: a fresh web app that uses 50 products of a package, beside the same app without Helix, from packed packages.
#   cold          no bin, no obj, no compiler server: restore and build
#   nothing       a second build, nothing changed
#   one_file      a build after an edit of one method, by a compiler server that is warm
# Third is the app with Helix and its log, as a build in CI writes it. Fourth is the app without Helix that writes a log of its own: what the
# log costs that is not Helix's. Rounds take turns, so that what else the machine does strikes all; printed are medians in seconds, and the
# medians of the rounds' ratios to the app without.
#
#   bash benchmarks/BuildOverhead/run.sh [rounds] [folder with packed packages]
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds="${1:-5}"
root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 CI=
# A compiler server of its own, which ends by itself.
export UseSharedCompilation=true SharedCompilationId="helix-build-overhead-$$"

if [ -n "${2:-}" ]; then
  feed="$(cd "$2" && pwd)"
else
  feed="$root/feed"
  for project in src/Helix.Sdk src/Helix.Sdk.Sqlite; do
    dotnet pack "$project" -c Release -o "$feed" -v q -p:MinVerVersionOverride=0.1.0 >/dev/null
  done
fi

cat > "$root/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="$root/cache" /></config>
  <fallbackPackageFolders><add key="restored" value="${NUGET_PACKAGES:-$HOME/.nuget/packages}" /></fallbackPackageFolders>
  <packageSources><add key="packed" value="$feed" /></packageSources>
</configuration>
XML
for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do echo '<Project />' > "$root/$file"; done

# 50 products in one package: each with the kind's keys and two of its own.
mkdir -p "$root/Fleet"
cat > "$root/Fleet/Fleet.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><IsPackable>true</IsPackable><Version>1.0.0</Version><NoWarn>NU1603</NoWarn></PropertyGroup>
  <ItemGroup><PackageReference Include="Helix.Sdk.Sqlite" Version="0.1.0" /></ItemGroup>
</Project>
XML
for i in $(seq 1 50); do
  cat > "$root/Fleet/store-$i.product.yaml" <<YAML
apiVersion: helix.dev/v1
kind: InfrastructureProduct
metadata: { name: store-$i, description: Store $i of the fleet. }
spec:
  kind: sqlite
  version: 1.0.0
  owner: { team: fleet }
  lifecycle: { stage: ga, since: 2026-01-01 }
  config:
    keys:
      DataSource: { default: store-$i.db }
      Region: { type: string, default: north, description: Where it is. }
      Limit: { type: int, default: 10, minimum: 1, maximum: 1000, description: How much of it. }
YAML
done
dotnet pack "$root/Fleet" -o "$feed" -v q >/dev/null

# The app: 200 files of ordinary code.
app() {
  mkdir -p "$root/$1"
  cat > "$root/$1/App.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><NoWarn>NU1603</NoWarn>
  </PropertyGroup>
  <ItemGroup>$2</ItemGroup>
</Project>
XML
  for i in $(seq 1 200); do
    cat > "$root/$1/Service$i.cs" <<CS
namespace App;

public sealed record Item$i(int Id, string Name, decimal Price, DateTimeOffset Changed);

public sealed class Service$i(ILogger<Service$i> logger, IConfiguration configuration)
{
    private readonly Dictionary<int, Item$i> _items = [];

    public Item$i? Find(int id) => _items.TryGetValue(id, out Item$i? item) ? item : null;

    public async Task<IReadOnlyList<Item$i>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var found = _items.Values.Where(item => item.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).OrderBy(item => item.Price).ToList();
        logger.LogInformation("{Count} items of {Total} for {Text}", found.Count, _items.Count, text);
        return found;
    }

    public decimal Total(string currency) => _items.Values.Sum(item => item.Price) * (currency == configuration["Currency"] ? 1 : 1.1m);

    public void Add(Item$i item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!_items.TryAdd(item.Id, item))
        {
            throw new InvalidOperationException(\$"{item.Id} is there already.");
        }
    }
}
CS
  done
  {
    [ "$1" = with ] && echo "using Fleet;" || echo "using Microsoft.Data.Sqlite;"
    echo 'var builder = WebApplication.CreateBuilder(args);'
    [ "$1" = with ] && for i in $(seq 1 50); do echo "builder.AddStore$i();"; done || true
    for i in $(seq 1 200); do echo "builder.Services.AddSingleton<App.Service$i>();"; done
    echo 'var app = builder.Build();'
    for i in $(seq 1 50); do
      if [ "$1" = with ]; then echo "app.MapGet(\"/$i\", async (Store$i store, CancellationToken token) => { await using var c = await store.OpenConnectionAsync(token); return c.DataSource; });"
      else echo "app.MapGet(\"/$i\", async (IConfiguration configuration, CancellationToken token) => { await using var c = new SqliteConnection(configuration[\"Store$i\"]); await c.OpenAsync(token); return c.DataSource; });"; fi
    done
    echo 'app.Run();'
  } > "$root/$1/Program.cs"
}
app without '<PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.*" />'
app with '<PackageReference Include="Fleet" Version="1.0.0" />'

now() { date +%s%N; }
build() { # app, arguments: seconds
  local start; start="$(now)"
  dotnet build "$root/$1" -v q --nologo -tl:off -m:2 "${@:2}" >"$root/$1.log" 2>&1 || { cat "$root/$1.log" >&2; exit 1; }
  echo "scale=3; ($(now) - $start) / 1000000000" | bc
}

ways=(without with with_log log)
arguments() { # way: the app, and what its build is called with
  case "$1" in
    without) echo without ;;
    with) echo with -p:HelixFacts=false ;;
    with_log) echo with -p:HelixFacts=true ;;
    log) echo without "-p:ErrorLog=obj/App.sarif%2cversion=2.1" ;;
  esac
}

for app in without with; do build $app >/dev/null; done # packages are unpacked, files are in the disk's cache
for ((round = 1; round <= rounds; round++)); do
  for way in "${ways[@]}"; do
    read -ra call <<<"$(arguments "$way")"
    rm -rf "$root/${call[0]}/bin" "$root/${call[0]}/obj"
    cold="$(build "${call[@]}" -p:UseSharedCompilation=false)"
    nothing="$(build "${call[@]}" --no-restore)"
    # The server takes the compiler's work over, and is warm after two.
    for edit in a b c; do
      sed -i "s/ = \[\];.*/ = []; \/\/ $round $way $edit/" "$root/${call[0]}/Service7.cs"
      file="$(build "${call[@]}" --no-restore)"
    done
    echo "$round $way $cold $nothing $file"
  done
done | tee "$root/times" >&2

awk -v rounds="$rounds" -v ways="${ways[*]}" '
  function median(list, n,   i, j, t) { for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (list[j] < list[i]) { t = list[i]; list[i] = list[j]; list[j] = t }
    return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2 }
  { for (c = 3; c <= 5; c++) time[$2, $1, c] = $c }
  END {
    split("x x cold nothing one_file", name, " ")
    count = split(ways, way, " ")
    printf "%-10s", ""
    for (w = 1; w <= count; w++) printf " %10s %6s", way[w], ""
    printf "\n"
    for (c = 3; c <= 5; c++) {
      printf "%-10s", name[c]
      for (w = 1; w <= count; w++) {
        for (r = 1; r <= rounds; r++) { a[r] = time[way[w], r, c]; q[r] = a[r] / time[way[1], r, c] }
        printf " %9.2fs %5.2fx", median(a, rounds), median(q, rounds)
      }
      printf "\n"
    }
  }' "$root/times"
