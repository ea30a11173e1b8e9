#!/usr/bin/env bash
# Packs every package of the repository to a folder, as a release does: bash build/pack.sh [folder] [version]
# Without a version it is that of git: the tag of the commit, or a pre-release above the last one.
set -euo pipefail
folder="${1:-packages}"
mkdir -p "$folder"
folder="$(cd "$folder" && pwd)"
cd "$(dirname "$0")/.."
[ -z "${2:-}" ] || export MinVerVersionOverride="$2"
# One process for all: each start of dotnet, and each look at what is built already, costs seconds.
dotnet msbuild build/Pack.proj -t:Pack -m -nologo -v:q -p:PackageFolder="$folder"
ls "$folder"
