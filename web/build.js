// Bundles the page into a folder: index.html and assets/ with hashed names, so that a browser may keep them for ever.
// Usage: node build.js [FOLDER], web/dist when not given.

import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "dist");

const bundle = await build({
  entryPoints: [join(here, "src/main.js")],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  legalComments: "inline",
  charset: "utf8",
  write: false,
  logLevel: "warning",
});

/** The file under assets/, named by what is in it. */
async function put(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const dot = name.lastIndexOf(".");
  const path = `assets/${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
  await writeFile(join(out, path), bytes);
  return `/${path}`;
}

await rm(out, { recursive: true, force: true });
await mkdir(join(out, "assets"), { recursive: true });
const addresses = {};
for (const file of bundle.outputFiles) {
  const script = basename(file.path).endsWith(".js");
  addresses[script ? "script" : "style"] = await put(script ? "page.js" : "page.css", file.contents);
}
addresses.icon = await put("icon.svg", await readFile(join(here, "src/icon.svg")));

const page = await readFile(join(here, "index.html"), "utf8");
await writeFile(
  join(out, "index.html"),
  page.replace(/\{\{(\w+)\}\}/g, (_, name) => addresses[name]),
);
