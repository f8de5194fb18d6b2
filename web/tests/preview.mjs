// The page with sample figures, to look at while working on it, then open what it says:
// node tests/preview.mjs [FOLDER]

import { FakeService } from "./fake_service.js";
import { experience, promise, snapshot } from "./sample.js";

const service = new FakeService({
  dist: process.argv[2] ?? "dist",
  key: "tw_preview_secret",
  reports: { experience: experience(Date.now()), promise: promise(Date.now()) },
  replies: { hello: () => ({ type: "welcome", session: "1", heartbeat_s: 15 }), subscribe: () => snapshot(Date.now()) },
});
const port = await service.listen();
setInterval(() => service.tell({ type: "heartbeat", seq: 4711, at: new Date().toISOString() }), 15_000);
console.log(`http://127.0.0.1:${port}/#key=tw_preview_secret`);
