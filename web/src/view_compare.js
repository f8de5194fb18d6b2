// Predicted, measured and perceived of the same calls: the figures, the hours, the queues.

import { html, nothing, svg } from "lit";
import "./chart.js";
import { PageElement, basis, empty, term } from "./element.js";
import { chartWords, perHour, perQueue, ratioWords } from "./experience.js";
import { count, duration, hourOfDay, percent, range, ratio } from "./format.js";

/** @typedef {import("./experience.js").Means} Means */

const mostQueues = 6;
/** @type {readonly ("predicted" | "measured" | "perceived")[]} */
const kinds = ["predicted", "measured", "perceived"];

class Compare extends PageElement {
  static properties = { reports: { attribute: false }, asTable: { state: true } };

  constructor() {
    super();
    /** @type {import("./reports.js").Reports} */
    this.reports = {};
    this.asTable = false;
  }

  render() {
    /** @type {import("./experience.js").Report | undefined} */
    const report = this.reports.experience;
    if (!report) return empty(this.reports.problem ?? "Reading the report…");
    if (!report.rows?.length) {
      return empty(html`No answered call in the last 24 hours. Figures appear with the first <code>call.answered</code>
        event; what customers felt with the first <code>POST /v1/responses</code>.`);
    }
    const hours = perHour(report);
    const queues = perQueue(report);
    return html`${tiles(report, this.reports.promise)}
      <div class="side-by-side">
        <div class="panel">
          <div class="panel-head"><h3 id="hours-title">By hour</h3>${legend}
            <button type="button" class="plain" aria-pressed=${this.asTable ? "true" : "false"}
              @click=${() => (this.asTable = !this.asTable)}>${this.asTable ? "Show as chart" : "Show as table"}</button>
          </div>
          ${this.asTable ? table(hours) : html`<tw-chart .hours=${hours}></tw-chart>`}
          <p class="quiet">${chartWords(hours)}</p>
        </div>
        <div class="panel"><h3>By queue</h3>${bars(queues)}</div>
      </div>`;
  }
}
customElements.define("tw-compare", Compare);

const legend = html`<ul class="legend" aria-label="Marks">
  <li class="predicted"><svg viewBox="0 0 22 10" aria-hidden="true"><line x1="1" x2="21" y1="5" y2="5" stroke-dasharray="6 4"></line></svg>predicted</li>
  <li class="measured"><svg viewBox="0 0 22 10" aria-hidden="true"><line x1="1" x2="21" y1="5" y2="5"></line><circle cx="11" cy="5" r="3.2"></circle></svg>measured</li>
  <li class="perceived"><svg viewBox="0 0 22 10" aria-hidden="true"><circle cx="11" cy="5" r="3.8"></circle></svg>perceived</li>
</ul>`;

/** @param {import("./definitions.js").Term} key @param {string} value @param {unknown} under @param {number | undefined} n */
const tile = (key, value, under, n) => html`<div class=${`tile ${key}`} data-figure=${key}>
  <dt>${term(key)}</dt><dd class="value">${value}</dd><dd class="under">${under} ${basis(n)}</dd></div>`;

/** @param {import("./experience.js").Report} report @param {any} promise */
function tiles(report, promise) {
  const { all } = report;
  const felt = all.perception_ratio;
  const kept = promise?.all;
  const tested = kept ? kept.kept + kept.broken_late + kept.broken_left : 0;
  return html`<dl class="tiles">
    ${tile("predicted", duration(all.predicted_s), "mean", all.n)}
    ${tile("measured", duration(all.measured_s), "mean", all.n)}
    ${tile("perceived", duration(all.perceived_s), all.perceived_n ? "mean" : "nobody has been asked yet", all.perceived_n)}
    ${tile("ratio", felt ? ratio(felt.value) : "—", felt ? html`<span title=${ratioWords(felt)}>${range(felt.low, felt.high, ratio)}</span>` : "needs answers of customers", felt?.n)}
    ${tile("promise", tested ? percent(kept.share) : "—", tested ? range(kept.low, kept.high, percent) : "no quote tested yet", tested)}
  </dl>${ratioWords(felt) ? html`<p class="finding">${ratioWords(felt)}.</p>` : nothing}`;
}

/** @param {(Means & { at: number })[]} hours */
const table = (hours) => html`<div class="scroll" tabindex="0" role="region" aria-labelledby="hours-title">
  <table class="hours"><thead><tr><th scope="col">Hour</th><th scope="col" class="figure">Predicted</th>
    <th scope="col" class="figure">Measured</th><th scope="col" class="figure">n</th>
    <th scope="col" class="figure">Perceived</th><th scope="col" class="figure">n</th></tr></thead>
  <tbody>${hours.map(
    (hour) => html`<tr><th scope="row">${hourOfDay(hour.at)}</th>
    <td class="figure">${duration(hour.predicted)}</td><td class="figure">${duration(hour.measured)}</td>
    <td class="figure">${count(hour.n)}</td><td class="figure">${duration(hour.perceived)}</td>
    <td class="figure">${count(hour.perceivedN)}</td></tr>`,
  )}</tbody></table></div>`;

/** @param {Means[]} queues */
function bars(queues) {
  const shown = queues.slice(0, mostQueues);
  const longest = Math.max(1, ...shown.flatMap((queue) => kinds.map((kind) => queue[kind] ?? 0)));
  return html`<ul class="bars">${shown.map(
    (queue) => html`<li data-queue=${queue.name}>
      <h4>${queue.name}</h4>
      ${kinds.map((kind) => bar(kind, queue[kind], kind === "perceived" ? queue.perceivedN : queue.n, longest))}
    </li>`,
  )}</ul>
    ${queues.length > mostQueues ? html`<p class="quiet">and ${count(queues.length - mostQueues)} more: choose one above</p>` : nothing}`;
}

/** @param {"predicted" | "measured" | "perceived"} kind @param {number | null} seconds @param {number} n @param {number} longest */
const bar = (kind, seconds, n, longest) => html`<p class=${`bar ${kind}`}>
  <span>${kind}</span>
  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="rail" x="0" y="0" width="100" height="8"></rect>
    <rect class="length" x="0" y="0" width=${((100 * (seconds ?? 0)) / longest).toFixed(2)} height="8"></rect>`}</svg>
  <b>${duration(seconds)}</b>${basis(n)}</p>`;
