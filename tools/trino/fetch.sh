#!/usr/bin/env bash
# Unpacks the Trino server of the pinned version into the cache and prints its folder.
set -euo pipefail
version=476
folder="${TARN_CACHE:-$HOME/.cache/tarn}/trino-$version"
if [ ! -e "$folder/.complete" ]; then
  rm -rf "$folder"
  mkdir -p "$folder"
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="io.trino:trino-server:$version:tar.gz" -DoutputDirectory="$work" >&2
  # Plugins share jars by hard links, so it is unpacked whole.
  tar -xzf "$work/trino-server-$version.tar.gz" -C "$folder" --strip-components=1
  touch "$folder/.complete"
fi
echo "$folder"
