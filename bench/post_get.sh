#!/bin/bash
# What durability costs: POST /v1/events of one event, answered after its commit, against GET estimate of the same
# service, both from 64 connections; CPU time of the whole process per request.
#
#   bench/post_get.sh [BUILD_DIR]         (default build/release)
#   ROUNDS=5 SECONDS_PER_ROUND=3          more and longer rounds on a busy machine
#
# Prints `post_get RATIO`, the median over rounds whose order is reversed each time, and what it rests on to stderr.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/release}
rounds=${ROUNDS:-5}
seconds=${SECONDS_PER_ROUND:-3}
source bench/servers.sh
need wrk wrk

# measure NAME PATH ARGUMENT...: appends "cpu_us_per_request requests_per_s" to $work/NAME.
measure() {
  local name=$1 path=$2 before after
  shift 2
  before=$(cpu_ns "$truewait_pid")
  taskset -c $load_cpu wrk -t1 -c64 -d"${seconds}s" -H "Authorization: Bearer $key" \
    "http://127.0.0.1:$truewait_port$path" "$@" >"$work/wrk" || { cat "$work/wrk" >&2; exit 2; }
  after=$(cpu_ns "$truewait_pid")
  if grep -q "Non-2xx" "$work/wrk"; then
    echo "$0: $name refused requests: $(grep Non-2xx "$work/wrk")" >&2
    exit 2
  fi
  awk -v cpu=$((after - before)) '
    $2 == "requests" { n = $1 }
    $1 == "Requests/sec:" { rate = $2 }
    END { printf "%.3f %.0f\n", cpu / 1000 / n, rate }' "$work/wrk" >>"$work/$name"
}
get() { measure get /v1/queues/support/estimate; }
post() { measure post /v1/events -s bench/post_events.lua -- "round$1"; }

start_truewait
await_port "$truewait_port"
for ((round = 0; round <= rounds; ++round)); do
  if ((round % 2)); then
    post $round
    get
  else
    get
    post $round
  fi
  # The first round warms up.
  ((round)) || rm "$work"/{get,post}
done
for name in get post; do
  printf '%-5s %6.2f us CPU per request, %6.0f requests/s\n' $name "$(median "$work/$name" 1)" \
    "$(median "$work/$name" 2)" >&2
done
awk -v post="$(median "$work/post" 1)" -v get="$(median "$work/get" 1)" 'BEGIN { printf "post_get %.3f\n", post / get }'
