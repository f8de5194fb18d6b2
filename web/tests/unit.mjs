// All tests of the page's pure functions: node tests/unit.mjs

import { readdir } from "node:fs/promises";

const folder = new URL("unit/", import.meta.url);
for (const name of await readdir(folder)) await import(new URL(name, folder));
