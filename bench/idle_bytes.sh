#!/bin/bash
# What an idle connection costs: WebSockets on truewait against keep-alive connections on nginx.
#
#   bench/idle_bytes.sh [BUILD_DIR]     (default build/release)
#
# Anonymous memory of the process with and without 5,000 connections; 200 are opened and closed before, so that what is
# set up once does not count. Prints `idle_bytes RATIO` and what it rests on to stderr.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/release}
count=5000
source bench/servers.sh
need python3 python3

ulimit -n 12000
start_truewait
start_nginx ok
await_port "$truewait_port"
await_port "$nginx_port"

anonymous_bytes() { awk '$1 == "Anonymous:" { print $2 * 1024 }' "/proc/$1/smaps_rollup"; }

# hold KIND PORT COUNT: opens the connections; release closes them.
hold() {
  coproc holder { exec python3 bench/idle_clients.py "$1" "$2" "$3" "$key"; }
  local said
  read -r said <&"${holder[0]}" || { echo "bench/idle_bytes.sh: no $3 connections of $1" >&2; exit 2; }
}
release() {
  local to=${holder[1]} pid=$holder_PID
  exec {to}>&-
  wait "$pid"
}

# measure NAME KIND PID PORT: bytes each, in `measured`.
measure() {
  local before after
  hold "$2" "$4" 200
  release
  sleep 1
  before=$(anonymous_bytes "$3")
  hold "$2" "$4" $count
  after=$(anonymous_bytes "$3")
  release
  measured=$(awk -v a="$after" -v b="$before" -v n=$count 'BEGIN { printf "%.0f", (a - b) / n }')
  echo "$1: $measured bytes per idle connection" >&2
}

measure truewait websocket "$truewait_pid" "$truewait_port"
ours=$measured
measure nginx http "$nginx_pid" "$nginx_port"
awk -v ours="$ours" -v nginx="$measured" 'BEGIN { printf "idle_bytes %.3f\n", ours / nginx }'
