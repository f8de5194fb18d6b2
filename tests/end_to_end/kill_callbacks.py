#!/usr/bin/env python3
"""Kills the service at named crash points and at random moments while mock_ivr takes callbacks and dials them.

    kill_callbacks.py BINARIES KILLS [SEED]

BINARIES holds truewait and mock_ivr. Prints `kill9_lost N` (callbacks that were acknowledged and do not exist, or do not
end) and `kill9_double N` (dials begun twice, or begun while another one of the same callback was out), and ends with 1
when either is not 0 or a crash point was never reached.
"""
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request

SPEED = 20
POINTS = ["acceptance.before_commit", "acceptance.committed", "acceptance.answered", "intent.before_commit",
          "intent.committed", "dial.before_order", "dial.after_order", "outcome.before_commit", "outcome.committed"]
ENDS = {"completed", "cancelled", "superseded", "declined", "expired", "exhausted", "expired_uncertain"}
FINAL = {"accepted", "busy", "no_answer", "rejected", "machine", "invalid_number", "congestion", "failed", "cancelled"}
CONFIG = """
[[queues]]
name = "support"
handle_time = "20s"
agents = 3
callback = true
callback_retry = "20s"
callback_from = "+15550100000"
"""


def free_pair():
    """Two ports that no client is given by chance: while the service is down, another test's connection could sit there."""
    with open("/proc/sys/net/ipv4/ip_local_port_range") as ports:
        given_to_clients = int(ports.read().split()[0])
    while True:
        port = random.SystemRandom().randrange(10000, given_to_clients - 1)
        try:
            with socket.socket() as one, socket.socket() as two:
                one.bind(("127.0.0.1", port))
                two.bind(("127.0.0.1", port + 1))
                return port
        except OSError:
            continue


def call_list(path, seconds, rng):
    phones = [["answers"], ["busy", "answers"], ["no_answer:3", "answers"], ["rejected"], ["machine", "answers"],
              ["congestion", "answers"], ["hangs_up", "answers"]]
    with open(path, "w") as out:
        at = 0.0
        for n in range(100000):
            at += rng.expovariate(1 / 5)
            if at > seconds:
                return
            out.write(json.dumps({
                "at_s": round(at, 3), "call_id": f"c{n}", "queue": "support", "caller": f"+1555010{n:05d}",
                "wants_callback": rng.random() < 0.6, "answers": rng.choice(phones),
                "talk_s": rng.randint(5, 30)}) + "\n")


class Trace:
    """What the front-end says happens, read as it comes."""

    def __init__(self, stream):
        self.happened, self.more = [], threading.Condition()
        self.thread = threading.Thread(target=self.read, args=(stream,), daemon=True)
        self.thread.start()

    def read(self, stream):
        for line in stream:
            with self.more:
                self.happened.append(json.loads(line))
                self.more.notify_all()

    def wait_for(self, further):
        with self.more:
            wanted = len(self.happened) + further
            self.more.wait_for(lambda: len(self.happened) >= wanted, timeout=5)


class Service:
    def __init__(self, binaries, folder):
        self.binaries, self.folder, self.port = binaries, folder, free_pair()
        self.process = None

    def start(self, crash_at=None):
        environment = dict(os.environ)
        environment.pop("TRUEWAIT_CRASH_AT", None)
        if crash_at:
            environment["TRUEWAIT_CRASH_AT"] = crash_at
        self.process = subprocess.Popen(
            [f"{self.binaries}/truewait", "serve", "--config", f"{self.folder}/site.toml", "--store",
             f"{self.folder}/store.db", "--clock-speed", str(SPEED), "--listen", f"127.0.0.1:{self.port}",
             "--operations", f"127.0.0.1:{self.port + 1}", "--log-level", "warn"],
            env=environment, stdout=subprocess.PIPE, stderr=open(f"{self.folder}/service.log", "a"))
        line = self.process.stdout.readline()  # returns at the end of the process too
        return line.startswith(b"listening")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def get(self, path, key):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}",
                                         headers={"Authorization": f"Bearer {key}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


def all_callbacks(service, key):
    found, cursor = {}, ""
    while True:
        page = service.get("/v1/callbacks?limit=1000" + (f"&cursor={cursor}" if cursor else ""), key)
        found.update((c["callback_id"], c) for c in page["callbacks"])
        cursor = page["next"]
        if not cursor:
            return found


def judge(trace, callbacks):
    acknowledged, dialled, out, double = set(), set(), {}, []
    for line in trace:
        what, callback, dial = line["what"], line.get("callback_id"), line.get("dial_id")
        if what == "callback_accepted":
            acknowledged.add(callback)
        elif what == "dialling":
            if dial in dialled or out.get(callback) not in (None, dial):
                double.append(line)
            dialled.add(dial)
            out[callback] = dial
        elif what == "outcome" and line.get("detail") in FINAL and out.get(callback) == dial:
            out[callback] = None
    lost = [c for c in acknowledged if c not in callbacks or callbacks[c]["state"] not in ENDS]
    return acknowledged, lost, double


def main():
    binaries, kills = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/site.toml", "w") as out:
            out.write(CONFIG)
        call_list(f"{folder}/calls.jsonl", (45 + 0.9 * kills) * SPEED, rng)
        service = Service(binaries, folder)
        key = subprocess.run([f"{binaries}/truewait", "key", "create", "--store", f"{folder}/store.db", "--name", "ivr",
                              "--scopes", "estimate:read,events:write,callbacks:write,reports:read"],
                             check=True, capture_output=True, text=True).stdout.strip()
        if not service.start():
            sys.exit("the service does not start")
        front_end = subprocess.Popen(
            [f"{binaries}/mock_ivr", "--url", f"http://127.0.0.1:{service.port}", "--list", f"{folder}/calls.jsonl",
             "--agents", "support=3", "--dials", f"{folder}/dials", "--speed", str(SPEED), "--seed", str(seed),
             "--trace"], env=dict(os.environ, TRUEWAIT_KEY=key), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        trace = Trace(front_end.stdout)
        missed = []
        for point in POINTS:
            service.kill()
            if not service.start(f"{point}:{rng.randint(1, 3)}"):
                continue  # it crashed before it said that it listens
            try:
                service.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                missed.append(point)
        killed = 0
        while killed < kills and front_end.poll() is None:  # a kill while nothing happens proves nothing
            killed += 1
            if service.process.poll() is None:
                service.kill()
            service.start()
            trace.wait_for(rng.randint(1, 25))
        if service.process.poll() is not None and not service.start():
            sys.exit("the service does not start again")
        try:
            front_end.wait(timeout=600)
        except subprocess.TimeoutExpired:
            front_end.kill()
            print("the calls did not come to an end", file=sys.stderr)
        callbacks = all_callbacks(service, key)
        trace.thread.join(timeout=60)
        acknowledged, lost, double = judge(trace.happened, callbacks)
        service.kill()
        if killed < kills:
            print(f"the calls were over after {killed} kills", file=sys.stderr)
        if lost or double or missed:
            for callback in lost:
                print("lost:", callbacks.get(callback, callback), file=sys.stderr)
            for line in double:
                print("double:", line, file=sys.stderr)
            print("crash points never reached:", missed, file=sys.stderr)
        ends = {}
        for callback in callbacks.values():
            ends[callback["state"]] = ends.get(callback["state"], 0) + 1
        print(f"{killed} kills, {len(POINTS) - len(missed)} of {len(POINTS)} crash points, {len(acknowledged)} callbacks "
              f"acknowledged, they ended as {ends}", file=sys.stderr)
        print("kill9_lost", len(lost))
        print("kill9_double", len(double))
        sys.exit(1 if lost or double or missed or killed < kills or not acknowledged else 0)


if __name__ == "__main__":
    main()
