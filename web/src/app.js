// The page: signs in, keeps the link and the reports going, and shows how fresh the figures are before the figures.

import { html, nothing } from "lit";
import { definitions } from "./definitions.js";
import { PageElement, empty } from "./element.js";
import { emptyFeed, reduce } from "./feed.js";
import { timeOfDay } from "./format.js";
import { Link } from "./link.js";
import { isFresh, linkWords, startState } from "./link_state.js";
import { ReportReader } from "./reports.js";
import { serverNow } from "./server_clock.js";
import { keyFromAddress, session, signIn, signOut } from "./session.js";
import { isDark, toggleTheme } from "./theme.js";
import "./sign_in.js";
import "./view_callbacks.js";
import "./view_compare.js";
import "./view_gap.js";
import "./view_promise.js";
import "./view_queues.js";

const streamAddress = () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/stream`;

class App extends PageElement {
  static properties = {
    feed: { state: true },
    link: { state: true },
    reports: { state: true },
    now: { state: true },
    problem: { state: true },
    busy: { state: true },
    queue: { state: true },
  };

  constructor() {
    super();
    this.feed = emptyFeed;
    this.link = startState;
    /** @type {import("./reports.js").Reports} */
    this.reports = {};
    this.now = Date.now();
    /** @type {string | undefined} what went wrong when signing in */
    this.problem = undefined;
    this.busy = false;
    this.queue = new URLSearchParams(location.search).get("queue") ?? "";
    this.reader = new ReportReader((reports) => (this.reports = reports));
    this.stream = new Link(
      {
        open: (subprotocol) => new WebSocket(streamAddress(), subprotocol),
        now: () => Date.now(),
        later: (run, ms) => setTimeout(run, ms),
        never: (timer) => clearTimeout(timer),
        chance: Math.random,
        session,
      },
      {
        state: (link) => this.linked(link),
        message: (message) => (this.feed = reduce(this.feed, message, Date.now())),
        seq: () => this.feed.seq,
      },
    );
  }

  connectedCallback() {
    super.connectedCallback();
    setInterval(() => this.tick(), 1000);
    addEventListener("theme", () => this.requestUpdate());
    addEventListener("online", () => this.stream.hurry());
    addEventListener("hashchange", () => this.keyGiven());
    document.addEventListener("visibilitychange", () => document.hidden || this.stream.hurry());
    void this.begin();
  }

  tick() {
    this.now = Date.now();
    this.stream.tick();
  }

  async begin() {
    if (await this.keyGiven()) return;
    if ((await session()) === "out") this.stream.signOut();
    else this.open();
  }

  /** Signs in with the key in the address, if there is one. */
  async keyGiven() {
    const key = keyFromAddress();
    if (key) await this.enter(key);
    return key !== undefined;
  }

  /** @param {string} key */
  async enter(key) {
    this.busy = true;
    this.problem = await signIn(key);
    this.busy = false;
    if (this.problem) this.stream.signOut();
    else this.open();
  }

  open() {
    this.stream.start();
    this.reader.start(this.queue);
  }

  /** @param {import("./link_state.js").LinkState} link */
  linked(link) {
    const out = link.phase === "signed_out" && this.link.phase !== "signed_out";
    this.link = link;
    this.now = Date.now();
    if (!out) return;
    this.reader.stop();
    this.feed = emptyFeed;
    this.reports = {};
  }

  async leave() {
    await signOut();
    this.problem = undefined;
    this.stream.signOut();
  }

  /** @param {string} queue empty: all */
  choose(queue) {
    this.queue = queue;
    history.replaceState(null, "", queue ? `?${new URLSearchParams({ queue })}` : location.pathname);
    this.reader.start(queue);
  }

  render() {
    const words = linkWords(this.link, this.now);
    const out = this.link.phase === "signed_out";
    return html`<header>
        <h1>${logo}truewait</h1>
        <p class=${`link ${words.tone}`} data-link=${this.link.phase}>
          <span class="dot" aria-hidden="true"></span>${words.text}
        </p>
        <p class="unseen" role="status">${spokenPhase[this.link.phase]}</p>
        <button type="button" class="plain" @click=${toggleTheme}>${isDark() ? "Light" : "Dark"}</button>
        ${out ? nothing : html`<button type="button" class="plain" @click=${this.leave}>Sign out</button>`}
      </header>
      <main>${out ? this.door() : this.figures()}</main>
      <footer>${meanings}</footer>`;
  }

  door() {
    const enter = (/** @type {CustomEvent<string>} */ event) => this.enter(event.detail);
    return html`<tw-sign-in .problem=${this.problem} .busy=${this.busy} @key=${enter}></tw-sign-in>`;
  }

  figures() {
    const fresh = isFresh(this.link, this.now) && this.feed.filled;
    const at = serverNow(this.feed.clock, fresh ? this.now : this.link.heardAt);
    return html`${fresh ? nothing : this.warning()} ${this.queuesNow(fresh, at)} ${this.compared()}
    ${this.openCallbacks(fresh, at)}`;
  }

  /** @param {boolean} fresh @param {number | undefined} at the service's time */
  queuesNow(fresh, at) {
    const { queues, filled } = this.feed;
    return html`<section class=${fresh ? "" : "stale"} aria-labelledby="queues-title" data-live>
      <h2 id="queues-title">Queues now</h2>
      <div class="panel flush"><tw-queues .queues=${queues} .filled=${filled} .now=${at}></tw-queues></div>
    </section>`;
  }

  compared() {
    const { experience, promise, problem, readAt } = this.reports;
    return html`<section class=${problem ? "stale" : ""} aria-labelledby="compare-title">
      <div class="section-head">
        <h2 id="compare-title">Predicted, measured, perceived</h2>
        ${this.chooser()}
        <p class="quiet">the last 24 hours${readAt ? `, as of ${timeOfDay(readAt)}` : ""}</p>
      </div>
      ${problem && experience ? html`<p class="problem">${problem}</p>` : nothing}
      <tw-compare .reports=${this.reports}></tw-compare>
      ${
        experience
          ? html`<div class="side-by-side even">
            <div class="panel"><h3>Fast enough?</h3><tw-gap .report=${experience}></tw-gap></div>
            <div class="panel"><h3>Did we keep our word?</h3><tw-promise .report=${promise}></tw-promise></div>
          </div>`
          : nothing
      }
    </section>`;
  }

  /** @param {boolean} fresh @param {number | undefined} at the service's time */
  openCallbacks(fresh, at) {
    const { callbacks, ended, filled } = this.feed;
    return html`<section class=${fresh ? "" : "stale"} aria-labelledby="callbacks-title" data-live>
      <h2 id="callbacks-title">Open callbacks</h2>
      <div class="panel">
        ${
          filled || callbacks.size
            ? html`<tw-callbacks .callbacks=${callbacks} .ended=${ended} .now=${at}></tw-callbacks>`
            : empty("Waiting for the first figures…")
        }
      </div>
    </section>`;
  }

  /** Why the figures are not the present ones, and since when. */
  warning() {
    const why = this.link.why ?? (this.link.phase === "live" ? "the service is silent" : "");
    const seen = this.feed.queues.size > 0;
    return html`<div class="warning">
      <p>${
        seen
          ? `Figures as of ${timeOfDay(this.link.heardAt)}, not of now${why ? `: ${why}` : ""}.`
          : why
            ? `No figures yet: ${why}.`
            : "Connecting…"
      }</p>
      ${
        this.link.phase === "waiting"
          ? html`<button type="button" @click=${() => this.stream.hurry()}>Try now</button>`
          : nothing
      }
    </div>`;
  }

  chooser() {
    const names = new Set([...this.feed.queues.keys(), ...(this.queue ? [this.queue] : [])]);
    return html`<select aria-label="Queue" 
      @change=${(/** @type {Event} */ event) => this.choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      <option value="" ?selected=${!this.queue}>All queues</option>
      ${[...names].sort().map((name) => html`<option value=${name} ?selected=${name === this.queue}>${name}</option>`)}
    </select>`;
  }
}
customElements.define("tw-app", App);

/** For ears: told when the phase changes, not every second. @type {Record<string, string>} */
const spokenPhase = {
  asking: "",
  connecting: "Connecting",
  live: "Live",
  waiting: "Connection lost, figures are old",
  signed_out: "Signed out",
};

const logo = html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
  <path d="M7 21h18M7 16h12M7 11h7"></path>
</svg>`;

const meanings = html`<details>
  <summary>What the figures mean</summary>
  <dl>
    ${Object.values(definitions).map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}
  </dl>
</details>`;
