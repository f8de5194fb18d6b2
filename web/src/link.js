// The connection to /v1/stream: says hello, subscribes, resumes after the last sequence, and comes back by itself.
// It keeps no figures; the world (sockets, clock, timer, chance) is handed in, so that tests need none of it.

import { backoffMs, closeWords, deadAfterMs, silenceMs, startState } from "./link_state.js";

const subprotocol = "truewait.v1+json";

/**
 * @typedef {object} World
 * @property {(subprotocol: string) => WebSocket} open
 * @property {() => number} now ms, the browser's clock (it goes on while the machine sleeps)
 * @property {(run: () => void, ms: number) => unknown} later
 * @property {(timer: any) => void} never cancels what `later` gave
 * @property {() => number} chance 0 to 1
 * @property {() => Promise<"in" | "out" | "unknown">} session whether the service knows this browser
 */

export class Link {
  /**
   * @param {World} world
   * @param {{ state: (state: import("./link_state.js").LinkState) => void, message: (message: any) => void,
   *           seq: () => number | undefined }} told
   */
  constructor(world, told) {
    this.world = world;
    this.told = told;
    this.state = startState;
    /** @type {WebSocket | undefined} */
    this.socket = undefined;
    /** @type {unknown} */
    this.timer = undefined;
  }

  /** @param {Partial<import("./link_state.js").LinkState>} change */
  #become(change) {
    this.state = { ...this.state, ...change };
    this.told.state(this.state);
  }

  /** Connects now, whatever was planned. */
  start() {
    this.#drop();
    this.#become({ phase: "connecting", startedAt: this.world.now() });
    const socket = this.world.open(subprotocol);
    this.socket = socket;
    socket.onopen = () => this.#send({ type: "hello", name: "live page" });
    socket.onmessage = (event) => this.#heard(event.data);
    socket.onclose = (event) => this.#closed(event.code);
  }

  /** Ends the connection for good: no key, no figures. */
  signOut() {
    this.#drop();
    this.#become({ phase: "signed_out", tries: 0, why: undefined });
  }

  /** To be called about once a second: gives up on a service that has gone silent. */
  tick() {
    const speaking = this.state.phase === "live" || this.state.phase === "connecting";
    if (speaking && silenceMs(this.state, this.world.now()) > deadAfterMs(this.state)) this.#closed(0);
  }

  /** The network is back, or somebody looks again: no reason to wait any longer. */
  hurry() {
    if (this.state.phase === "waiting") this.start();
  }

  #drop() {
    this.world.never(this.timer);
    this.timer = undefined;
    const socket = this.socket;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
  }

  /** @param {object} message */
  #send(message) {
    this.socket?.send(JSON.stringify(message));
  }

  /** @param {string} text */
  #heard(text) {
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return; // a newer service may say more than we understand
    }
    const heardAt = this.world.now();
    if (message.type === "welcome") {
      const heartbeatS = message.heartbeat_s > 0 ? message.heartbeat_s : startState.heartbeatS;
      this.#become({ heardAt, heartbeatS });
      this.#subscribe();
      return;
    }
    this.told.message(message);
    if (message.type === "snapshot" || message.type === "delta") {
      this.#live(heardAt);
    } else {
      this.#become({ heardAt, ...(message.type === "error" && { why: message.problem?.detail }) });
    }
  }

  /** @param {number} heardAt */
  #live(heardAt) {
    this.#become({ phase: "live", heardAt, tries: 0, why: undefined });
  }

  #subscribe() {
    const seq = this.told.seq();
    const wish = { type: "subscribe", queues: [] };
    this.#send(seq === undefined ? wish : { ...wish, from_seq: seq });
    // Who resumes has everything up to seq; what is newer follows by itself, and when nothing is, nothing comes.
    if (seq !== undefined) this.#live(this.world.now());
  }

  /** @param {number} code */
  async #closed(code) {
    this.#drop();
    const wait = backoffMs(this.state.tries, code, this.world.chance());
    this.#become({
      phase: "waiting",
      retryAt: this.world.now() + wait,
      tries: this.state.tries + 1,
      why: closeWords(code),
    });
    this.timer = this.world.later(() => this.start(), wait);
    // A browser does not say why an upgrade was refused: a key that was revoked looks like a lost connection.
    if (code !== 1012 && code !== 1013 && (await this.world.session()) === "out") this.signOut();
  }
}
