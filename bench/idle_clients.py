"""Opens idle connections and holds them: idle_clients.py websocket|http PORT COUNT [KEY]

Prints "open" once all stand; closes them when standard input ends. WebSockets say hello first, so that the service
keeps them; HTTP connections have had one answer and are kept alive.
"""

import json
import socket
import sys

kind, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
key = sys.argv[4] if len(sys.argv) > 4 else ""


def frame(text):
    """A client's text frame of fewer than 126 bytes, its mask zero."""
    payload = text.encode()
    return bytes([0x81, 0x80 | len(payload), 0, 0, 0, 0]) + payload


def take(connection, done):
    data = b""
    while not done(data):
        more = connection.recv(4096)
        if not more:
            sys.exit(f"the server has closed: {data!r}")
        data += more
    return data


def open_http():
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    take(connection, lambda data: data.endswith(b"\r\n\r\nok"))
    return connection


def open_websocket():
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(
        b"GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        b"Sec-WebSocket-Protocol: truewait.v1+json\r\nAuthorization: Bearer " + key.encode() + b"\r\n\r\n"
    )
    head = take(connection, lambda data: data.endswith(b"\r\n\r\n"))
    if not head.startswith(b"HTTP/1.1 101"):
        sys.exit(f"refused: {head!r}")
    connection.sendall(frame(json.dumps({"type": "hello", "name": "idle"})))
    if b'"welcome"' not in take(connection, lambda data: data.endswith(b"}")):
        sys.exit("no welcome")
    return connection


opener = open_websocket if kind == "websocket" else open_http
held = [opener() for _ in range(count)]
print("open", flush=True)
sys.stdin.read()
