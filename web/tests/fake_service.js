// A service that speaks the page's part of the contract, for tests: files, session, reports and the stream. What it
// says is decided by the test; what it heard can be looked at.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { WebSocketServer } from "ws";

const types = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".html": "text/html; charset=utf-8",
};
const policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

export class FakeService {
  /** @param {{ dist: string, key: string, reports: Record<string, unknown> }} given */
  constructor(given) {
    this.given = given;
    /** Messages the page sent, over all connections. */
    this.heard = [];
    this.sockets = new Set();
    this.sessions = 0;
    this.refuse = false;
    /** The key lacks the scope. */
    this.forbid = false;
    this.server = createServer((request, answer) => void this.answer(request, answer));
    this.upgrades = new WebSocketServer({ noServer: true, handleProtocols: () => "truewait.v1+json" });
    this.server.on("upgrade", (request, socket, head) => this.upgrade(request, socket, head));
  }

  async listen(port = 0) {
    await new Promise((done) => this.server.listen(port, "127.0.0.1", done));
    return this.server.address().port;
  }

  async stop() {
    this.close(1012);
    this.upgrades.close();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  knows(request) {
    return (request.headers.cookie ?? "").split("; ").includes(`truewait=${this.given.key}`);
  }

  async answer(request, answer) {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/v1/session") return this.session(request, answer);
    if (pathname.startsWith("/v1/")) return this.read(pathname, request, answer);
    const file = pathname === "/" ? "index.html" : normalize(pathname).replace(/^(\.\.[/\\])+/, "");
    try {
      const bytes = await readFile(join(this.given.dist, file));
      const type = types[file.slice(file.lastIndexOf("."))] ?? "application/octet-stream";
      answer.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy });
      answer.end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  }

  session(request, answer) {
    if (request.method === "DELETE") {
      return answer.writeHead(204, { "Set-Cookie": "truewait=; Path=/v1; Max-Age=0" }).end();
    }
    if (request.headers.authorization !== `Bearer ${this.given.key}`) return this.problem(answer, 401);
    this.sessions += 1;
    answer.writeHead(204, { "Set-Cookie": `truewait=${this.given.key}; Path=/v1; HttpOnly; SameSite=Strict` }).end();
  }

  read(pathname, request, answer) {
    if (!this.knows(request)) return this.problem(answer, 401);
    if (this.forbid) return this.problem(answer, 403);
    const body = pathname === "/v1/queues" ? { queues: [] } : this.given.reports[pathname.slice("/v1/reports/".length)];
    if (!body) return this.problem(answer, 404);
    answer.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
  }

  problem(answer, status) {
    answer.writeHead(status, { "Content-Type": "application/problem+json" });
    answer.end(JSON.stringify({ type: "/problems/x", status, title: "No", detail: "No.", request_id: "1" }));
  }

  upgrade(request, socket, head) {
    if (this.refuse || !this.knows(request)) return socket.destroy();
    this.upgrades.handleUpgrade(request, socket, head, (stream) => {
      this.sockets.add(stream);
      stream.on("close", () => this.sockets.delete(stream));
      stream.on("message", (text) => this.hear(stream, JSON.parse(String(text))));
    });
  }

  hear(stream, message) {
    this.heard.push(message);
    const reply = this.given.replies?.[message.type]?.(message);
    for (const each of reply ? [reply].flat() : []) stream.send(JSON.stringify(each));
  }

  /** Tells every page. */
  tell(message) {
    for (const stream of this.sockets) stream.send(JSON.stringify(message));
  }

  close(code) {
    for (const stream of this.sockets) stream.close(code);
  }
}
