"""Runs what docs/examples shows, against the real program: examples_test.py TRUEWAIT SOURCE_DIR

The dialplan is interpreted (dialplan.py), the Python and Node clients are started as they are. Each story ends with the
state it has left at the service.
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import dialplan

CONFIG = """
[[queues]]
name = "support"
handle_time = "240s"
agents = 2
callback = true
callback_from = "+15550100000"
"""


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


class Service:
    def __init__(self, program, folder):
        config, self.store = folder / "examples.toml", str(folder / "examples.db")
        config.write_text(CONFIG)
        self.program = program
        made = [program, "key", "create", "--store", self.store, "--name", "front-end"]
        scopes = "estimate:read,events:write,callbacks:write,reports:read"
        made = subprocess.run([*made, "--scopes", scopes], check=True, capture_output=True, text=True)
        self.key = made.stdout.split()[-1]
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [program, "serve", "--config", str(config), "--store", self.store, "--log-level", "warn"]
        command += ["--listen", f"127.0.0.1:{port}", "--operations", "127.0.0.1:0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on"), line
        self.numbers = iter(range(1000))

    def ask(self, method, path, body=None):
        headers = {"Authorization": "Bearer " + self.key, "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def event(self, kind, **fields):
        fields |= {"type": kind, "event_id": f"test-{next(self.numbers)}"}
        answer = self.ask("POST", "/v1/events", fields)
        assert answer["accepted"] == 1, answer

    def agents(self, state):
        for name in ("bob", "cleo"):
            self.event("agent.state", agent=name, state=state, queues=["support"])

    def waiting(self):
        return self.ask("GET", "/v1/queues/support")["waiting"]

    def callbacks(self, state):
        return [c["callback_id"] for c in self.ask("GET", f"/v1/callbacks?state={state}")["callbacks"]]

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=20) == 0


def channel(service, source, name, **options):
    contexts, variables = dialplan.read_dialplan(source / "docs/examples/extensions.conf")
    variables |= {"TRUEWAIT": service.url, "TRUEWAIT_KEY": service.key, "UNIQUEID": name, "CHANNEL": "PJSIP/" + name}
    variables |= {"EPOCH": str(int(time.time())), "CALLERID": "+15550100042"}
    return dialplan.Channel(contexts, variables, **options)


def expect_all_taken(line):
    refused = [request for request in line.requests if request[1] >= 300]
    assert not refused, refused


def dialplan_is_answered(service, source):
    def answers(line, arguments):
        assert arguments[0] == "support" and arguments[7] == "answered", arguments
        agent = channel(service, source, "agent-1")
        agent.variables["CALL"] = line.variables["CALL"]
        agent.run("answered")
        expect_all_taken(agent)
        assert service.waiting() == 0
        line.variables["QUEUESTATUS"] = "CONTINUE"

    line = channel(service, source, "dp-1", queue=answers)
    line.call("support")
    expect_all_taken(line)
    minutes = [text for application, text in line.heard if application == "SayNumber"]
    assert len(minutes) == 1 and minutes[0].isdigit(), line.heard
    assert len(line.requests) == 4, line.requests


def dialplan_hangs_up(service, source):
    def gives_up(line, _):
        assert service.waiting() == 1
        line.variables["ABANDONED"] = "TRUE"

    line = channel(service, source, "dp-2", queue=gives_up)
    line.call("support")
    expect_all_taken(line)
    assert service.waiting() == 0


def dialplan_survives_without_us(service, source):
    reached = []
    line = channel(service, source, "dp-3", queue=lambda *_: reached.append(True))
    line.variables["TRUEWAIT_KEY"] = "tw_wrong"
    line.call("support")
    assert reached and service.waiting() == 0


def not_called_back(line, _):
    raise AssertionError(f"the caller waits on: {line.heard} {line.requests}")


def dialplan_takes_a_callback(service, source):
    service.agents("busy")
    for n in range(6):
        service.event("call.queued", call_id=f"before-{n}", queue="support")
    line = channel(service, source, "dp-4", pressed="1", queue=not_called_back)
    line.call("support")
    expect_all_taken(line)
    assert ("Playback", "we-call-you-back") in line.heard, line.heard
    assert len(service.callbacks("waiting")) == 1
    for n in range(6):
        service.event("call.abandoned", call_id=f"before-{n}", queue="support")
    for callback_id in service.callbacks("waiting") + service.callbacks("due"):
        service.ask("DELETE", "/v1/callbacks/" + callback_id)
    service.agents("available")


def client_runs(service, command, number):
    before = set(service.callbacks("completed"))
    env = os.environ | {"TRUEWAIT_URL": service.url, "TRUEWAIT_KEY": service.key}
    done = subprocess.run([*command, "support", number], env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "dialled, connected, surveyed" in done.stdout, done.stdout
    assert len(set(service.callbacks("completed")) - before) == 1
    assert service.waiting() == 0


def main(program, source):
    examples = source / "docs/examples"
    for name in ("extensions.conf", "front_end.py", "front_end.mjs"):
        lines = len((examples / name).read_text().splitlines())
        assert lines < 60, f"{name} has {lines} lines"
    node = shutil.which("node") or shutil.which("nodejs")
    assert node, "node is missing: scripts/setup installs it"
    with tempfile.TemporaryDirectory() as folder:
        service = Service(program, pathlib.Path(folder))
        try:
            service.agents("available")
            # First: once the calls of no length below are over, no wait is long any more.
            dialplan_takes_a_callback(service, source)
            dialplan_is_answered(service, source)
            dialplan_hangs_up(service, source)
            dialplan_survives_without_us(service, source)
            client_runs(service, [sys.executable, str(examples / "front_end.py")], "+15550100051")
            client_runs(service, [node, str(examples / "front_end.mjs")], "+15550100052")
            experience = service.ask("GET", "/v1/reports/experience")["all"]
            assert experience["perceived_n"] == 2, experience
            service.stop()
        finally:
            service.process.kill()
    print("all examples run")


main(sys.argv[1], pathlib.Path(sys.argv[2]))
