// The promise: of what was spoken and put to the test, how much was kept, and what the untested ones could change.

import { html, nothing, svg } from "lit";
import { PageElement, basis, empty, term } from "./element.js";
import { count, duration, isFigure, percent, range } from "./format.js";

/** @type {readonly { key: string, label: string, title: string }[]} */
const parts = [
  { key: "kept", label: "kept", title: "Answered by the upper bound that was spoken." },
  { key: "broken_late", label: "answered too late", title: "Answered after the upper bound that was spoken." },
  { key: "broken_left", label: "left, bound passed", title: "The caller left after the spoken bound had passed." },
  { key: "censored", label: "never tested", title: "The caller left or took a callback before the bound." },
];

class PromiseView extends PageElement {
  static properties = { report: { attribute: false } };

  constructor() {
    super();
    /** @type {any} */
    this.report = undefined;
  }

  render() {
    const all = this.report?.all;
    if (!this.report) return empty("Reading the report…");
    const spoken = all ? parts.reduce((sum, { key }) => sum + (all[key] ?? 0), 0) : 0;
    if (!spoken) {
      return empty(html`No spoken quote has come to its end yet. What was said to a caller is told by
        <code>POST /v1/calls/{id}/quotes</code>; its outcome follows by itself.`);
    }
    const tested = all.kept + all.broken_late + all.broken_left;
    return html`<p class="headline"><b>${percent(all.share)}</b> ${term("promise")}
        <span class="quiet">${range(all.low, all.high, percent)}</span> ${basis(tested)}</p>
      ${stack(all, spoken)}
      <ul class="legend counts">${parts.map(
        ({ key, label, title }) =>
          html`<li class=${key} title=${title}>
            <svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10"></rect></svg>
          <b>${count(all[key])}</b> ${label}</li>`,
      )}</ul>
      <p class="quiet">${term("promise_bounds")} ${range(all.low_bound, all.high_bound, percent)}.
        ${isFigure(all.median_upper_s) ? `Half of the bounds spoken were at most ${duration(all.median_upper_s)}.` : nothing}
        ${all.calls ? html`${term("informed")}: ${percent(all.informed)} of ${count(all.calls)} calls.` : nothing}</p>`;
  }
}
customElements.define("tw-promise", PromiseView);

/** @param {any} all @param {number} spoken */
function stack(all, spoken) {
  let at = 0;
  const pieces = parts.map(({ key }) => {
    const from = at;
    at += (100 * (all[key] ?? 0)) / spoken;
    return svg`<rect class=${key} x=${from.toFixed(2)} y="0" width=${(at - from).toFixed(2)} height="10"></rect>`;
  });
  return html`<svg class="stack" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
}
