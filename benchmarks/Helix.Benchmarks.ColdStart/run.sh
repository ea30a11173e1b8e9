#!/usr/bin/env bash
# Cold start of the settings of 50 products, each number the median of many processes: bash benchmarks/Helix.Benchmarks.ColdStart/run.sh
# Prints one line a way: mode, way, wall and processor microseconds, allocated bytes, and methods that were compiled. Native AOT needs gcc or clang, and zlib.
set -euo pipefail
cd "$(dirname "$0")"
products="${PRODUCTS:-50}" runs="${RUNS:-21}"
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
rid="$(dotnet --info | awk '/RID:/ { print $2; exit }')"

python3 - "$products" "$out/appsettings.json" <<'PY'
import json, sys
helix = {}
for i in range(1, int(sys.argv[1]) + 1):
    helix[f"Fleet{i:03}"] = {
        "CommandTimeout": "00:00:07", "ConnectTimeout": "00:00:03", "Database": f"orders{i}", "Host": f"db{i}.acme.example",
        "MaxPoolSize": str(i + 10), "MaxRetries": "5", "Mode": "ReadOnly", "Password": f"pass-{i}-word", "Port": str(5000 + i),
        "SampleRate": "0.25", "UseTls": "true", "Username": f"app{i}"}
json.dump({"Helix": helix}, open(sys.argv[2], "w"))
PY

publish() { # mode side size
  local extra=()
  case "$1" in
    jit) extra=(--no-self-contained) ;;
    r2r) extra=(-r "$rid" --no-self-contained -p:PublishReadyToRun=true) ;;
    aot) extra=(-r "$rid" -p:ColdStartMode=aot) ;;
  esac
  dotnet publish -c Release -v q --nologo -o "$out/$1-$2-$3" -p:FleetSize="$3" -p:NestedFleetSize=0 -p:FleetSides="$2" "${extra[@]}" >"$out/log" 2>&1 \
    || { cat "$out/log" >&2; exit 1; }
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

printf '%-5s %-20s %10s %10s %12s %8s\n' mode way wall_us cpu_us allocated methods
for mode in jit r2r aot; do
  for side in helix microsoft; do
    echo "publishing $mode $side" >&2
    publish "$mode" "$side" "$products"
  done
  for way in helix-settings microsoft-settings helix microsoft; do
    for ((n = 0; n < runs; n++)); do
      "$out/$mode-${way%-settings}-$products/Helix.Benchmarks.ColdStart" "$way" "$products" "$out"
    done >"$out/times"
    column() { cut -d' ' -f"$1" "$out/times" | median; }
    printf '%-5s %-20s %10s %10s %12s %8s\n' "$mode" "$way" "$(column 1)" "$(column 2)" "$(column 3)" "$(column 4)"
  done
done

# Native code a product: the same program with twice as many.
for side in helix microsoft; do
  echo "publishing aot $side, $((2 * products)) products" >&2
  publish aot "$side" "$((2 * products))"
  few="$(stat -c %s "$out/aot-$side-$products/Helix.Benchmarks.ColdStart")"
  many="$(stat -c %s "$out/aot-$side-$((2 * products))/Helix.Benchmarks.ColdStart")"
  printf 'native bytes a product, %s: %s\n' "$side" "$(((many - few) / products))"
done
