import assert from "node:assert/strict";
import { test } from "node:test";
import { Link } from "../../src/link.js";
import { backoffMs, deadAfterMs, isFresh, lateAfterMs, linkWords } from "../../src/link_state.js";

/** A world in which nothing happens but what the test does. */
function stage(session = "in") {
  const world = { time: 1000, sockets: [], timers: [], states: [], messages: [], seq: undefined };
  const link = new Link(
    {
      open: () => {
        const socket = {
          sent: [],
          send: (text) => socket.sent.push(JSON.parse(text)),
          close: () => (socket.closed = true),
        };
        world.sockets.push(socket);
        return socket;
      },
      now: () => world.time,
      later: (run, ms) => world.timers.push({ run, ms }) - 1,
      never: (timer) => delete world.timers[timer],
      chance: () => 0.5,
      session: async () => session,
    },
    {
      state: (state) => world.states.push(state.phase),
      message: (message) => world.messages.push(message),
      seq: () => world.seq,
    },
  );
  const socket = () => world.sockets.at(-1);
  const say = (message) => socket().onmessage({ data: JSON.stringify(message) });
  return { world, link, socket, say };
}

function connected(session) {
  const all = stage(session);
  all.link.start();
  all.socket().onopen();
  all.say({ type: "welcome", session: "s", heartbeat_s: 15 });
  all.say({ type: "snapshot", seq: 7, queues: [], callbacks: [] });
  all.world.seq = 7;
  return all;
}

test("hello, subscribe, live with the first snapshot", () => {
  const { link, socket, world } = connected();
  assert.deepEqual(socket().sent, [
    { type: "hello", name: "live page" },
    { type: "subscribe", queues: [] },
  ]);
  assert.equal(link.state.phase, "live");
  assert.equal(world.messages.length, 1);
});

test("resumes after the last sequence, and is live without a further message", () => {
  const { link, socket, say, world } = connected();
  socket().onclose({ code: 1012 });
  assert.equal(link.state.phase, "waiting");
  assert.equal(linkWords(link.state, world.time).text, "reconnecting in 1 s");
  world.timers.at(-1).run();
  socket().onopen();
  say({ type: "welcome", session: "s", heartbeat_s: 15 });
  assert.deepEqual(socket().sent.at(-1), { type: "subscribe", queues: [], from_seq: 7 });
  assert.equal(link.state.phase, "live");
  assert.equal(link.state.tries, 0);
});

test("tries ever more rarely, up to half a minute", () => {
  const waits = [0, 1, 2, 3, 4, 5, 9, 40].map((tries) => backoffMs(tries, 1006, 0.5));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  assert.equal(backoffMs(9, 1012, 0.5), 5000);
  assert.equal(backoffMs(0, 1006, 0), 800);
  assert.equal(backoffMs(0, 1006, 1), 1200);
});

test("silence: behind, then given up", () => {
  const { link, world, socket } = connected();
  const silence = (ms) => (world.time = link.state.heardAt + ms);
  silence(lateAfterMs(link.state));
  assert.ok(isFresh(link.state, world.time));
  silence(lateAfterMs(link.state) + 1000);
  assert.ok(!isFresh(link.state, world.time));
  assert.equal(linkWords(link.state, world.time).text, "25 s behind");
  link.tick();
  assert.equal(link.state.phase, "live");
  silence(deadAfterMs(link.state) + 1);
  const old = socket();
  link.tick();
  assert.equal(link.state.phase, "waiting");
  assert.ok(old.closed);
});

test("a socket that was left cannot speak any more", () => {
  const { link, socket, world } = connected();
  const old = socket();
  link.start();
  assert.equal(old.onmessage, null);
  assert.equal(world.sockets.length, 2);
});

test("signed out when the service no longer knows the session, and then silent", async () => {
  const { link, socket, world } = connected("out");
  socket().onclose({ code: 1006 });
  await new Promise((done) => setImmediate(done));
  assert.equal(link.state.phase, "signed_out");
  assert.deepEqual(world.timers.filter(Boolean), []);
  link.hurry();
  assert.equal(link.state.phase, "signed_out");
});

test("what cannot be understood is passed over; an error's words are kept", () => {
  const { link, socket, say } = connected();
  socket().onmessage({ data: "{" });
  say({ type: "something_new" });
  say({ type: "error", problem: { detail: "Use a key with the scope estimate:read." } });
  assert.equal(link.state.phase, "live");
  assert.equal(link.state.why, "Use a key with the scope estimate:read.");
});
