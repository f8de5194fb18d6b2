// "Fast enough?": what staff believe, what the clock says, what customers answer, on one scale with their intervals.

import { html, nothing, svg } from "lit";
import { PageElement, empty, term } from "./element.js";
import { gapWords, shareWords } from "./experience.js";

/** @typedef {import("./experience.js").Share} Share */

class Gap extends PageElement {
  static properties = { report: { attribute: false } };

  constructor() {
    super();
    /** @type {import("./experience.js").Report | undefined} */
    this.report = undefined;
  }

  render() {
    const report = this.report;
    if (!report) return empty("Reading the report…");
    const { belief, perceived_fast: perceived } = report;
    // Of the same customers, so that the two parts below add up to the gap.
    const measured = report.measured_fast_asked ?? report.measured_fast;
    if (!belief && !measured && !perceived) {
      return empty(html`Nobody has said yet whether waits are short enough. Customers answer by
        <code>POST /v1/responses</code> (item <code>fast</code>), staff by <code>POST /v1/beliefs</code>.`);
    }
    const gap = gapWords(report.gap, "staff's belief", "what customers say");
    return html`<div class="scale">
        ${line("belief", belief, html`not asked yet: <code>POST /v1/beliefs</code>`)}
        ${line("measured_fast", measured, "no answered call in the window")}
        ${line("perceived_fast", perceived, html`not asked yet: <code>POST /v1/responses</code>`)}
      </div>
      ${gap ? html`<p class="finding" data-figure="gap">${gap}.</p>` : nothing}
      ${split(report)}`;
  }
}
customElements.define("tw-gap", Gap);

/**
 * Of which: how far belief is from the clock, and the clock from what is felt.
 * @param {import("./experience.js").Report} report
 */
function split(report) {
  const parts = [
    gapWords(report.belief_minus_measured, "staff's belief", "the measured share"),
    gapWords(report.measured_minus_perceived, "the measured share", "what customers say"),
  ].filter(Boolean);
  return parts.length ? html`<ul class="parts">${parts.map((part) => html`<li>${part}</li>`)}</ul>` : nothing;
}

/** @param {"belief" | "measured_fast" | "perceived_fast"} key @param {Share | null} share @param {unknown} missing */
const line = (key, share, missing) => html`<div class=${`scale-line ${key}`} data-figure=${key}>
  <span>${term(key)}</span>
  ${share ? whisker(share) : html`<span class="quiet">${missing}</span>`}
  <span class="words">${shareWords(share)}</span></div>`;

/** @param {Share} share */
function whisker({ share, low, high }) {
  const place = (/** @type {number} */ p) => (100 * p).toFixed(2);
  return html`<svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">${svg`
    <rect class="rail" x="0" y="5" width="100" height="2"></rect>
    <path class="ticks" d="M0 2v8M25 2v8M50 2v8M75 2v8M100 2v8"></path>
    <rect class="interval" x=${place(low)} y="3" width=${place(high - low)} height="6"></rect>
    <line class="mark" x1=${place(share)} x2=${place(share)} y1="0" y2="12"></line>`}</svg>`;
}
