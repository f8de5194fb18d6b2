// One call, from the queue to the survey, in Node 18 without a package: node front_end.mjs QUEUE NUMBER
import { randomUUID } from "node:crypto";

const url = process.env.TRUEWAIT_URL ?? "http://127.0.0.1:8080";
const key = process.env.TRUEWAIT_KEY; // scopes estimate:read, events:write, callbacks:write
const [queue, number] = process.argv.slice(2);
const now = () => new Date().toISOString();

async function ask(method, path, body, idempotencyKey) {
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  if (idempotencyKey) headers["Idempotency-Key"] = idempotencyKey;
  const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function event(type, callId, more = {}) {
  return ask("POST", "/v1/events", { event_id: randomUUID(), type, at: now(), call_id: callId, queue, ...more });
}

// Yours: call the number, say what becomes of it as it happens. Write the dial_id down before you dial.
async function* dial(number) {
  yield* ["ringing", "answered", "accepted"];
}

const callId = randomUUID();
await event("call.queued", callId);
const { announce } = await ask("GET", `/v1/calls/${callId}/estimate`);
console.log("to the caller:", announce);
if (announce.mode !== "none") { // what was spoken is reported, whatever it was
  const { mode, text_key, lower_min, upper_min } = announce;
  const quote = { mode, text_key, spoken_at: now() };
  if (lower_min !== null) quote.lower_s = lower_min * 60;
  if (upper_min !== null) quote.upper_s = upper_min * 60;
  await ask("POST", `/v1/calls/${callId}/quotes`, quote);
}

const consent = { text_id: "press-1", at: now() };
const wish = { queue, number, kind: "asap", call_id: callId, consent, confirmed_by: "key" };
const callback = await ask("POST", "/v1/callbacks", wish, callId); // again under the same key: the same callback
await event("call.left", callId, { reason: "withdrawn" });
console.log("we call back:", callback.callback_id, callback.state);

for (let done = false; !done; ) { // the loop of a front-end that dials; each order goes to one of them
  for (const { dial_id, callback_id, number: to } of await ask("GET", "/v1/dial-orders?wait_s=20")) {
    await ask("POST", `/v1/dial-orders/${dial_id}/claim`, {}); // 409: somebody else has it
    for await (const outcome of dial(to)) {
      await ask("POST", `/v1/dial-orders/${dial_id}/outcome`, { outcome, at: now() });
    }
    await event("call.queued", dial_id, { callback_id }); // the customer's leg joins with its place
    await event("call.answered", dial_id, { agent: "ann" });
    await event("call.ended", dial_id);
    const items = [{ item: "perceived_wait", value: 5, unit: "min" }, { item: "fast", value: 4 }];
    await ask("POST", "/v1/responses", { callback_id, mode: "ivr", items });
    console.log("dialled, connected, surveyed:", dial_id);
    done = true;
  }
}
