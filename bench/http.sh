#!/bin/bash
# GET estimate against nginx and a stock Beast server: CPU time per request and tail latency, as ratios.
#
#   bench/http.sh [BUILD_DIR]         (default build/release)
#   ROUNDS=9 SECONDS_PER_ROUND=3      more and longer rounds on a busy machine
#
# Prints `http_nginx RATIO`, `http_p99 RATIO`, `http_stock RATIO`, and what they rest on to stderr. Every figure is the
# median over rounds; within a round all servers run one after the other, in reversed order every second round.
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:-build/release}
rounds=${ROUNDS:-9}
seconds=${SECONDS_PER_ROUND:-3}
connections=64
path=/v1/queues/support/estimate

source bench/servers.sh
need wrk wrk
need curl curl

# event SECOND TYPE CALL MORE: one report, the second in front for sorting.
event() {
  local at
  TZ=UTC printf -v at '%(%FT%TZ)T' $((begun + $1))
  printf '%d {"event_id":"%s-%s","type":"%s","call_id":"c%s","at":"%s"%s}\n' "$1" "$3" "$2" "$2" "$3" "$at" "$4"
}

# 40 answered calls, so that the estimate has figures, and four that wait.
feed_truewait() {
  local call begun events answer
  begun=$(($(date +%s) - 3600))
  events=$(
    for ((call = 0; call < 44; ++call)); do
      event $((call * 60)) call.queued $call ',"queue":"support"'
      ((call >= 40)) && continue
      event $((call * 60 + 50 + call % 17)) call.answered $call ",\"agent\":\"a$((call % 3))\""
      event $((call * 60 + 230 + call % 29)) call.ended $call ""
    done | sort -n -s -k1,1 | cut -d' ' -f2- | paste -sd,
  )
  answer=$(curl -sf -H "Authorization: Bearer $key" -H "Content-Type: application/json" -d "[$events]" \
    "http://127.0.0.1:$truewait_port/v1/events")
  case "$answer" in
    *'"rejected":[]'*) ;;
    *) echo "bench/http.sh: events were rejected: $answer" >&2; exit 2 ;;
  esac
}

start_stock() {
  stock_port=$(free_port)
  taskset -c $server_cpu "$build/bench_http_stock" "$stock_port" "$key" &
  pids+=($!)
  stock_pid=$!
}

# measure NAME PID PORT: appends "cpu_us_per_request p99_us requests_per_s" to $work/NAME.
measure() {
  local before after
  before=$(cpu_ns "$2")
  taskset -c $load_cpu wrk -t1 -c$connections -d"${seconds}s" --latency -H "Authorization: Bearer $key" \
    "http://127.0.0.1:$3$path" >"$work/wrk"
  after=$(cpu_ns "$2")
  if grep -q "Non-2xx" "$work/wrk"; then
    echo "bench/http.sh: $1 refused requests: $(grep Non-2xx "$work/wrk")" >&2
    exit 2
  fi
  awk -v cpu=$((after - before)) '
    function us(t) { return t ~ /us$/ ? t + 0 : t ~ /ms$/ ? t * 1000 : t * 1000000 }
    $1 == "99%" { p99 = us($2) }
    $2 == "requests" { n = $1 }
    $1 == "Requests/sec:" { rate = $2 }
    END { printf "%.3f %.1f %.0f\n", cpu / 1000 / n, p99, rate }' "$work/wrk" >>"$work/$1"
}

start_truewait
await_port "$truewait_port"
feed_truewait
body=$(curl -sf -H "Authorization: Bearer $key" "http://127.0.0.1:$truewait_port$path")
start_nginx "$body"
start_stock
await_port "$nginx_port"
await_port "$stock_port"

for ((round = 0; round <= rounds; ++round)); do
  order="truewait nginx stock"
  ((round % 2)) && order="stock nginx truewait"
  for name in $order; do
    pid=${name}_pid port=${name}_port
    measure "$name" "${!pid}" "${!port}"
  done
  # The first round warms up.
  ((round == 0)) && rm "$work"/{truewait,nginx,stock}
done

for name in truewait nginx stock; do
  printf '%-9s %6.2f us CPU per request, p99 %6.0f us, %7.0f requests/s\n' "$name" "$(median "$work/$name" 1)" \
    "$(median "$work/$name" 2)" "$(median "$work/$name" 3)" >&2
done
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }
echo "http_nginx $(ratio "$(median $work/nginx 1)" "$(median $work/truewait 1)")"
echo "http_p99 $(ratio "$(median $work/truewait 2)" "$(median $work/nginx 2)")"
echo "http_stock $(ratio "$(median $work/stock 1)" "$(median $work/truewait 1)")"
