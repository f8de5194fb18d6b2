// Predicted, measured and perceived of the same calls: the figures, the hours, the queues.

import { html } from "lit";
import "./chart.js";
import { bars } from "./bars.js";
import { PageElement, empty } from "./element.js";
import { chartWords, perHour, perQueue } from "./experience.js";
import { count, duration, hourOfDay } from "./format.js";
import { legend } from "./legend.js";
import { tiles } from "./tiles.js";

/** @typedef {import("./experience.js").Means} Means */

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
    if (!report.rows?.length || !report.all) {
      return empty(html`No answered call in the last 24 hours. Figures appear with the first <code>call.answered</code>
        event; what customers felt with the first <code>POST /v1/responses</code>.`);
    }
    const hours = perHour(report);
    return html`${tiles(report, this.reports.promise)}
      <div class="side-by-side">
        <div class="panel">
          <div class="panel-head"><h3 id="hours-title">By hour</h3>${legend}${this.toggle()}</div>
          ${this.asTable ? table(hours) : html`<tw-chart .hours=${hours}></tw-chart>`}
          <p class="quiet">${chartWords(hours)}</p>
        </div>
        <div class="panel"><h3>By queue</h3>${bars(perQueue(report))}</div>
      </div>`;
  }

  toggle() {
    const other = () => (this.asTable = !this.asTable);
    return html`<button type="button" class="plain" aria-pressed=${this.asTable ? "true" : "false"} @click=${other}>
      Show as table
    </button>`;
  }
}
customElements.define("tw-compare", Compare);

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
