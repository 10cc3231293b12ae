#!/bin/bash
# Runs demo.sql in a database of its own, beside the server that the environment names (see
# private_cluster.sh).  Files that demo.sql writes go to the directory :directory.

set -euo pipefail
cd "$(dirname "$0")/.."
export PGOPTIONS='-c client_min_messages=warning'
directory=tmp_check/demo
rm -rf "$directory"
mkdir -p "$directory"
psql -X -q -c 'CREATE DATABASE demo'
psql -X -q -d demo -v ON_ERROR_STOP=1 -v directory="$directory" -P pager=off -f test/demo.sql
find "$directory" -type f | sort | sed 's/^/wrote /'
