# Sourced by the scripts of this folder: servers on free ports of loopback, ended with the script. Needs $build.
need() {
  command -v "$1" >/dev/null && return
  echo "$0: $1 is missing; on Debian: apt-get install --no-install-recommends $2" >&2
  exit 2
}
need taskset util-linux

work=$(mktemp -d)
pids=()
finish() {
  ((${#pids[@]})) && kill "${pids[@]}" 2>/dev/null
  wait 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT

free_port() {  # a port where nobody answers
  local port
  while port=$((20000 + RANDOM % 12000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# The last but one CPU runs the servers, the last one the load; on one CPU both share it.
cpus=$(nproc)
server_cpu=$((cpus > 1 ? cpus - 2 : 0))
load_cpu=$((cpus - 1))

# Sets key, truewait_pid and truewait_port.
start_truewait() {
  truewait_port=$(free_port)
  key=$("$build/truewait" key create --store "$work/bench.db" --name bench --scopes estimate:read,events:write)
  taskset -c $server_cpu "$build/truewait" serve --listen "127.0.0.1:$truewait_port" --store "$work/bench.db" \
    --queue support --operations "127.0.0.1:$(free_port)" >"$work/truewait.log" 2>&1 &
  pids+=($!)
  truewait_pid=$!
}

# start_nginx BODY: sets nginx_pid and nginx_port.
start_nginx() {
  need nginx nginx-light
  nginx_port=$(free_port)
  cat >"$work/nginx.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $work/nginx.pid; error_log $work/nginx.log;
events { worker_connections 20000; }
http {
  access_log off; keepalive_requests 1000000000; keepalive_timeout 600; default_type application/json;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3;
  uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server { listen 127.0.0.1:$nginx_port; location / { return 200 '$1'; } }
}
CONF
  taskset -c $server_cpu nginx -c "$work/nginx.conf" -p "$work" 2>"$work/nginx.err" &
  pids+=($!)
  nginx_pid=$!
}

await_port() {
  for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    sleep 0.1
  done
  echo "$0: the server on port $1 does not answer; see below" >&2
  cat "$work"/*.log >&2 || true
  exit 2
}

# CPU nanoseconds a process has used, all threads.
cpu_ns() { cat /proc/"$1"/task/*/schedstat | awk '{ sum += $1 } END { printf "%.0f\n", sum }'; }

# median FILE COLUMN
median() { awk -v c="$2" '{ print $c }' "$1" | sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
