// Turns the built page into what the program carries: each file gzipped, an assembler file that includes the bytes, and
// a C++ table of names, types and validators. Usage: node embed.js DIST OUT. The output depends on the page alone.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { extname, join, resolve } from "node:path";
import { constants, gzipSync } from "node:zlib";

const [dist, out] = process.argv.slice(2).map((path) => resolve(path));
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

async function* files() {
  yield { path: "/", file: join(dist, "index.html") };
  for (const name of (await readdir(join(dist, "assets"))).sort()) {
    yield { path: `/assets/${name}`, file: join(dist, "assets", name) };
  }
}

const bytes = [];
const entries = [];
await mkdir(out, { recursive: true });
for await (const { path, file } of files()) {
  const type = types[extname(file)];
  if (!type) throw new Error(`no content type for ${file}`);
  const name = `truewait_web_${entries.length}`;
  const gzip = gzipSync(await readFile(file), { level: constants.Z_BEST_COMPRESSION });
  await writeFile(join(out, `${name}.gz`), gzip);
  const etag = createHash("sha256").update(gzip).digest("hex").slice(0, 16);
  bytes.push(`  .global ${name}\n  .balign 16\n${name}:\n  .incbin "${join(out, name)}.gz"\n`);
  entries.push({ name, path, type, etag, size: gzip.length });
}

await writeFile(
  join(out, "web_bytes.S"),
  `  .section .rodata\n${bytes.join("")}  .section .note.GNU-stack,"",%progbits\n`,
);
await writeFile(
  join(out, "web_assets.cpp"),
  `#include "web_assets.hpp"

#include <array>

extern "C" {
${entries.map(({ name }) => `extern const char ${name}[];`).join("\n")}
}

namespace truewait {

std::span<const edge::Asset> web_assets() {
  static const std::array<edge::Asset, ${entries.length}> assets{{
${entries
  .map(({ name, path, type, etag, size }) => `      {"${path}", "${type}", "\\"${etag}\\"", {${name}, ${size}}},`)
  .join("\n")}
  }};
  return assets;
}

}  // namespace truewait
`,
);
