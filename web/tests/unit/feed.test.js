import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyFeed, reduce } from "../../src/feed.js";
import { serverNow, speed } from "../../src/server_clock.js";

const queue = (name, waiting) => ({ queue: name, waiting, longest_wait_s: 0 });
const callback = (id, state) => ({ callback_id: id, state, requested_at: "2026-03-05T08:00:00.000Z" });
const after = (...messages) => messages.reduce((feed, message) => reduce(feed, message, 0), emptyFeed);
const first = {
  type: "snapshot",
  seq: 10,
  queues: [queue("a", 1), queue("b", 2)],
  callbacks: [callback("x", "waiting")],
};

test("a snapshot replaces everything, a delta what it names", () => {
  const feed = after(first, { type: "delta", seq: 11, queues: [queue("b", 5)] });
  assert.deepEqual(
    [...feed.queues.values()].map((each) => each.waiting),
    [1, 5],
  );
  assert.equal(feed.seq, 11);
  const again = reduce(feed, { type: "snapshot", seq: 20, queues: [queue("c", 3)], callbacks: [] }, 0);
  assert.deepEqual([...again.queues.keys()], ["c"]);
  assert.equal(again.callbacks.size, 0);
});

test("what is not newer is dropped", () => {
  const feed = after(first, { type: "delta", seq: 11, queues: [queue("a", 9)] });
  for (const seq of [11, 10, 3]) {
    assert.equal(reduce(feed, { type: "delta", seq, queues: [queue("a", 0)] }, 0), feed);
  }
});

test("a queue and a callback may change with the same fact", () => {
  const feed = after(
    first,
    { type: "delta", seq: 11, queues: [queue("a", 9)] },
    { type: "delta", seq: 11, callbacks: [callback("y", "due")] },
  );
  assert.equal(feed.queues.get("a").waiting, 9);
  assert.equal(feed.callbacks.get("y").state, "due");
  assert.equal(reduce(feed, { type: "delta", seq: 11, callbacks: [callback("y", "waiting")] }, 0), feed);
  const late = reduce(
    reduce(feed, { type: "delta", seq: 15, callbacks: [] }, 0),
    { type: "delta", seq: 14, queues: [queue("a", 2)] },
    0,
  );
  assert.equal(late.queues.get("a").waiting, 2, "what was held back for a queue is not older than the queue's last");
  assert.equal(late.seq, 15);
});

test("callbacks end once, and only the last few ends are kept", () => {
  const feed = after(first, { type: "delta", seq: 11, callbacks: [callback("x", "completed")] });
  assert.equal(feed.callbacks.size, 0);
  assert.deepEqual(
    feed.ended.map((each) => each.callback_id),
    ["x"],
  );
  const many = Array.from({ length: 40 }, (_, i) => ({
    type: "delta",
    seq: 12 + i,
    callbacks: [callback(`e${i}`, "expired")],
  }));
  const later = many.reduce((state, message) => reduce(state, message, 0), feed);
  assert.equal(later.ended.length, 6);
  assert.equal(later.ended[0].callback_id, "e39");
});

test("reset forgets the sequence and keeps the old figures until the snapshot, marked as not filled", () => {
  const feed = after(first, { type: "reset" });
  assert.equal(feed.seq, undefined);
  assert.equal(feed.filled, false);
  assert.equal(feed.queues.size, 2);
  const filled = reduce(feed, { type: "snapshot", seq: 2, queues: [], callbacks: [] }, 0);
  assert.equal(filled.filled, true);
  assert.equal(filled.seq, 2);
});

test("unknown and broken messages change nothing", () => {
  const feed = after(first);
  for (const odd of [null, undefined, 3, "x", {}, { type: "new_thing" }]) assert.equal(reduce(feed, odd, 0), feed);
  assert.equal(reduce(feed, { type: "delta", seq: 11, queues: "?" }, 0).queues.size, 2);
});

test("the service's clock goes on between messages, at its own speed", () => {
  const at = (s) => new Date(1_000_000 + s * 1000).toISOString();
  const heard = (s, local) => [{ type: "heartbeat", seq: 1, at: at(s) }, local];
  let feed = emptyFeed;
  for (const [message, local] of [heard(0, 500), heard(60, 6500)]) feed = reduce(feed, message, local);
  assert.equal(speed(feed.clock), 10);
  assert.equal(serverNow(feed.clock, 7500), 1_000_000 + 70_000);
  const usual = [heard(0, 0), heard(10.4, 10_000)].reduce(
    (state, [message, local]) => reduce(state, message, local),
    emptyFeed,
  );
  assert.equal(speed(usual.clock), 1, "delay is not speed");
  assert.equal(serverNow(emptyFeed.clock, 5), undefined);
});
