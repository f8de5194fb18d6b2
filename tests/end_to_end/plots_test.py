"""What `truewait replay` draws and takes apart, by the real program: plots_test.py TRUEWAIT

The drawings must be XML that a parser of others accepts, and say what the table says.
"""
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

NAMES = ["reliability", "probability", "predicted_measured", "error_by_hour", "error_by_ahead"]
SVG = "{http://www.w3.org/2000/svg}"


def write_calls(path):
    """Four agents, services of two minutes, a caller every 34 seconds on average; one in ten hangs up after a minute."""
    chance = random.Random(3)
    start = datetime.datetime(2026, 3, 2, 8)
    free, rows, now = [0.0] * 4, [], 0.0
    at = lambda s: (start + datetime.timedelta(seconds=round(s))).isoformat()
    for i in range(800):
        now += chance.expovariate(1 / 34)
        agent = free.index(min(free))
        taken = max(now, free[agent])
        if taken - now > 60 and chance.random() < 0.1:
            rows.append(f"c{i},support,{at(now)},{at(now + 60)},abandoned,,")
            continue
        free[agent] = taken + chance.expovariate(1 / 120)
        rows.append(f"c{i},support,{at(now)},{at(taken)},answered,a{agent},{at(max(free[agent], taken + 1))}")
    path.write_text("call_id,queue,queued_at,left_at,outcome,agent,service_ended\n" + "\n".join(rows) + "\n")


def replay(program, calls, *options):
    command = [program, "replay", "--format", "csv", str(calls), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def check_drawings(program, calls, folder):
    ran = replay(program, calls, "--plots", str(folder))
    assert ran.returncode == 0, ran.stderr
    paths = [str(folder / (name + ".svg")) for name in NAMES]
    assert ran.stdout.splitlines()[-5:] == paths, ran.stdout
    scored = int(re.match(r"(\d+) calls waited", ran.stdout)[1])
    drawings = {name: xml.parse(path).getroot() for name, path in zip(NAMES, paths)}
    for name, root in drawings.items():
        assert root.tag == SVG + "svg" and root.get("viewBox"), name
        background = root.find(SVG + "rect")
        assert background.get("fill") == "#ffffff" and background.get("width") == "100%", name
        assert root.findall(SVG + "circle"), f"{name}: nothing is marked"
    tips = [tip.text for tip in drawings["reliability"].iter(SVG + "title")][1:]
    assert len(tips) == 6 and all(f" of {scored} waits" in tip for tip in tips), tips
    bars = [tip.text for tip in drawings["error_by_hour"].iter(SVG + "title")][1:]
    assert sum(int(re.search(r"(\d+) calls$", bar)[1]) for bar in bars) == scored, bars


def check_json_stays_json(program, calls, folder):
    ran = replay(program, calls, "--json", "--plots", str(folder))
    assert ran.returncode == 0 and json.loads(ran.stdout)["scored_calls"] > 0, ran
    assert ran.stderr.splitlines()[-5:] == [str(folder / (name + ".svg")) for name in NAMES], ran.stderr


def check_refusals(program, calls, folder):
    ran = replay(program, calls, "--plots", str(calls / "below-a-file"))
    assert ran.returncode == 1 and not ran.stdout and "below-a-file" in ran.stderr, ran
    assert replay(program, calls, "--ablate", "--plots", str(folder)).returncode != 0
    ran = replay(program, calls, "--ablate", "--estimator", "formula")
    assert ran.returncode == 2 and "--ablate" in ran.stderr, ran


def check_ablation(program, calls):
    whole = json.loads(replay(program, calls, "--json").stdout)["served"]
    ran = replay(program, calls, "--ablate", "--json")
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["whole"]["rmse_s"] == whole["mean"]["rmse_s"], "everything in use is the ordinary replay"
    assert told["whole"]["median_mae_s"] == whole["median"]["mae_s"]
    assert len(told["without"]) == 12
    for row in told["without"]:
        assert abs(row["rmse_s"] - told["whole"]["rmse_s"] - row["buys"]["rmse_s"]) < 1e-9, row
    table = replay(program, calls, "--ablate").stdout
    assert all(row["words"] in table for row in told["without"]), table


def main(program):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        calls = folder / "calls.csv"
        write_calls(calls)
        check_drawings(program, calls, folder / "new" / "plots")
        check_json_stays_json(program, calls, folder / "more")
        check_refusals(program, calls, folder / "none")
        check_ablation(program, calls)


if __name__ == "__main__":
    main(sys.argv[1])
