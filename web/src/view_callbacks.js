// Open callbacks: how many in which state, and the ones to look at first. Numbers come masked from the service.

import { html, nothing } from "lit";
import { byUrgency, countByState, openStates, stateLabel } from "./callback_words.js";
import { PageElement, empty } from "./element.js";
import { count, hourOfDay, instant, plural, range, spoken } from "./format.js";

/** @typedef {import("./feed.js").Callback} Callback */

const mostRows = 10;

class Callbacks extends PageElement {
  static properties = { callbacks: { attribute: false }, ended: { attribute: false }, now: { attribute: false } };

  constructor() {
    super();
    /** @type {ReadonlyMap<string, Callback>} */
    this.callbacks = new Map();
    /** @type {readonly Callback[]} */
    this.ended = [];
    /** @type {number | undefined} the service's time, ms */
    this.now = undefined;
  }

  render() {
    const open = byUrgency(this.callbacks.values());
    if (!open.length && !this.ended.length) {
      return empty(html`No open callback. One is taken with <code>POST /v1/callbacks</code>, once an estimate's
        <code>offer_callback</code> says that it may be offered.`);
    }
    const hidden = open.length - mostRows;
    return html`${this.states()}
      <div class="scroll" tabindex="0" role="region" aria-label="Callbacks, the most urgent first">
      <table class="callbacks">
        <thead><tr><th scope="col">Number</th><th scope="col">Queue</th><th scope="col">State</th>
          <th scope="col" class="figure" title="Place in line among live callers and callbacks">Place</th>
          <th scope="col" title="When the customer was told to expect the call">Window</th>
          <th scope="col" class="figure" title="Tries to reach the customer so far">Dials</th>
          <th scope="col" class="figure" title="Since the callback was asked for">Age</th></tr></thead>
        <tbody>${open.slice(0, mostRows).map((callback) => this.row(callback))}
          ${this.ended.map((callback) => this.row(callback, true))}</tbody>
      </table></div>
      ${hidden > 0 ? html`<p class="quiet">and ${plural(hidden, "more open one")}</p>` : nothing}`;
  }

  states() {
    const counts = countByState(this.callbacks.values());
    return html`<ul class="states" aria-label="Open callbacks by state">
      <li class="total"><b>${count(this.callbacks.size)}</b> open</li>
      ${openStates
        .filter(({ state }) => counts.has(state))
        .map(
          ({ state, label, title }) =>
            html`<li class=${`state ${state}`} title=${title} data-state=${state}>
              <b>${count(counts.get(state))}</b> ${label}
            </li>`,
        )}
    </ul>`;
  }

  /** @param {Callback} callback @param {boolean} [over] it has ended */
  row(callback, over = false) {
    const asked = instant(callback.requested_at);
    const age = asked !== undefined && this.now !== undefined ? spoken((this.now - asked) / 1000) : "—";
    return html`<tr class=${over ? "over" : ""} data-callback=${callback.callback_id}>
      <td class="number">${callback.number}</td>
      <td>${callback.queue}</td>
      <td><span class=${`state ${callback.state}`}>${stateLabel(callback.state)}</span>
        ${callback.reason ? html`<span class="quiet">${callback.reason.replaceAll("_", " ")}</span>` : nothing}</td>
      <td class="figure">${over ? "" : count(callback.position)}</td>
      <td>${over ? "" : timeWindow(callback)}</td>
      <td class="figure">${count(callback.dials)}</td>
      <td class="figure">${age}</td>
    </tr>`;
  }
}
customElements.define("tw-callbacks", Callbacks);

/** @param {Callback} callback */
function timeWindow({ window }) {
  const from = instant(window?.from);
  const to = instant(window?.to);
  return from !== undefined && to !== undefined ? range(from, to, hourOfDay) : "—";
}
