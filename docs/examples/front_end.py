#!/usr/bin/env python3
"""One call, from the queue to the survey, in Python's standard library: front_end.py QUEUE NUMBER"""
import json, os, sys, urllib.request, uuid
from datetime import datetime, timezone

URL = os.environ.get("TRUEWAIT_URL", "http://127.0.0.1:8080")
KEY = os.environ["TRUEWAIT_KEY"]  # scopes estimate:read, events:write, callbacks:write


def ask(method, path, body=None, key=None):
    headers = {"Authorization": "Bearer " + KEY, "Content-Type": "application/json"}
    headers |= {"Idempotency-Key": key} if key else {}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=40) as answer:  # an error of the service is an exception here
        return json.load(answer)


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def event(kind, call_id, **more):
    more |= {"event_id": str(uuid.uuid4()), "type": kind, "at": now(), "call_id": call_id, "queue": queue}
    return ask("POST", "/v1/events", more)


def dial(number):  # yours: call it, say what becomes of it as it happens; write the dial_id down before you dial
    yield from ("ringing", "answered", "accepted")


queue, number = sys.argv[1:3]
call_id = str(uuid.uuid4())
event("call.queued", call_id)
said = ask("GET", f"/v1/calls/{call_id}/estimate")["announce"]
print("to the caller:", said)
if said["mode"] != "none":  # what was spoken is reported, whatever it was
    quote = {"mode": said["mode"], "text_key": said["text_key"], "spoken_at": now()}
    quote |= {end + "_s": said[end + "_min"] * 60 for end in ("lower", "upper") if said[end + "_min"] is not None}
    ask("POST", f"/v1/calls/{call_id}/quotes", quote)

wish = {"queue": queue, "number": number, "kind": "asap", "call_id": call_id, "confirmed_by": "key",
        "consent": {"text_id": "press-1", "at": now()}}
callback = ask("POST", "/v1/callbacks", wish, key=call_id)  # again under the same key: the same callback
event("call.left", call_id, reason="withdrawn")
print("we call back:", callback["callback_id"], callback["state"])

while True:  # the loop of a front-end that dials; each order goes to one of them
    for order in ask("GET", "/v1/dial-orders?wait_s=20"):
        dial_id = order["dial_id"]
        ask("POST", f"/v1/dial-orders/{dial_id}/claim", {})  # 409: somebody else has it
        for outcome in dial(order["number"]):
            ask("POST", f"/v1/dial-orders/{dial_id}/outcome", {"outcome": outcome, "at": now()})
        event("call.queued", dial_id, callback_id=order["callback_id"])  # the customer's leg joins with its place
        for kind in ("call.answered", "call.ended"):
            event(kind, dial_id, agent="ann")
        items = [{"item": "perceived_wait", "value": 5, "unit": "min"}, {"item": "fast", "value": 4}]
        ask("POST", "/v1/responses", {"callback_id": order["callback_id"], "mode": "ivr", "items": items})
        sys.exit(print("dialled, connected, surveyed:", dial_id))
