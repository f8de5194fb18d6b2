// The queues now: who waits, how long a caller would wait, who could answer. Sorted by trouble.

import { html, nothing, svg } from "lit";
import { PageElement, basis, empty, term } from "./element.js";
import { count, duration, range } from "./format.js";
import { byTrouble, hasRange, longestWait, noRangeWords, troubles } from "./queue_words.js";

/** @typedef {import("./feed.js").Queue} Queue */

class Queues extends PageElement {
  static properties = { queues: { attribute: false }, now: { attribute: false }, filled: { attribute: false } };

  constructor() {
    super();
    /** @type {ReadonlyMap<string, Queue>} */
    this.queues = new Map();
    /** @type {number | undefined} the service's time, ms */
    this.now = undefined;
    this.filled = false;
  }

  render() {
    if (!this.queues.size) return empty(this.filled ? noQueues : "Waiting for the first figures…");
    const sorted = byTrouble(this.queues.values(), this.now);
    const longest = Math.max(...sorted.map((queue) => queue.estimate?.p90_s ?? 0));
    return html`<table class="queues">
      <thead><tr>
        <th scope="col">Queue</th>
        <th scope="col" class="figure">${term("waiting")}</th>
        <th scope="col" class="figure">${term("longest")}</th>
        <th scope="col" class="wide">${term("estimate")}</th>
        <th scope="col" class="figure">${term("agents")}</th>
        <th scope="col" class="figure">${term("callbacks_open")}</th>
      </tr></thead>
      <tbody>${sorted.map((queue) => this.row(queue, longest))}</tbody>
    </table>`;
  }

  /** @param {Queue} queue @param {number} longest the right end of the scale, s */
  row(queue, longest) {
    const worries = troubles(queue, this.now);
    return html`<tr class=${worries.length ? "troubled" : ""} data-queue=${queue.queue}>
      <th scope="row">${queue.queue}${worries.map((worry) => html`<span class="worry">${worry}</span>`)}</th>
      <td class="figure big" data-label="Waiting" data-figure="waiting">${count(queue.waiting)}</td>
      <td class="figure big" data-label="Longest wait" data-figure="longest">
        ${duration(longestWait(queue, this.now))}
      </td>
      <td class="wide" data-label="If you called now" data-figure="estimate">${estimate(queue, longest)}</td>
      <td class="figure" data-label="Agents">${agents(queue)}</td>
      <td class="figure" data-label="Callbacks" data-figure="callbacks">${count(queue.callbacks_open ?? 0)}</td>
    </tr>`;
  }
}
customElements.define("tw-queues", Queues);

const noQueues = html`No queue yet. One appears with its first event (<code>POST /v1/events</code>), or with a
  <code>[[queues]]</code> section in the configuration.`;

/** @param {Queue} queue */
function agents({ agents: reported }) {
  if (!reported?.reported) return html`<span class="quiet">not reported</span>`;
  return html`${count(reported.available)} <span class="quiet">of ${count(reported.logged_in)}</span>`;
}

/** @param {Queue} queue @param {number} longest */
function estimate(queue, longest) {
  if (!hasRange(queue)) return html`<span class="quiet">${noRangeWords(queue)}</span>`;
  const { p10_s, p50_s, p90_s, basis: from } = /** @type {Required<import("./feed.js").Estimate>} */ (queue.estimate);
  return html`<span class="estimate">
    ${band(p10_s ?? 0, p50_s ?? 0, p90_s ?? 0, longest)}
    <span class="words"><b>${range(p10_s, p90_s, duration)}</b>
      <span class="quiet">median ${duration(p50_s)}</span> ${from ? basis(from.samples) : nothing}</span>
  </span>`;
}

/** The range as a band with its median, on one scale for all queues. The words beside it say the same.
 * @param {number} low @param {number} middle @param {number} high @param {number} longest */
function band(low, middle, high, longest) {
  const place = (/** @type {number} */ s) => (longest > 0 ? (100 * s) / longest : 0).toFixed(2);
  return html`<svg class="band" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="rail" x="0" y="4" width="100" height="2"></rect>
    <rect class="span" x=${place(low)} y="1" width=${place(Math.max(high - low, longest / 200))} height="8"></rect>
    <line class="middle" x1=${place(middle)} x2=${place(middle)} y1="0" y2="10"></line>`}
  </svg>`;
}
