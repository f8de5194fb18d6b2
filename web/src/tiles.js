// The five figures that matter most, each with what it rests on.

import { html, nothing } from "lit";
import { basis, term } from "./element.js";
import { ratioWords } from "./experience.js";
import { duration, percent, range, ratio } from "./format.js";

/**
 * @typedef {object} Tile
 * @property {import("./definitions.js").Term} key
 * @property {string} value
 * @property {string} under its interval, or why there is no value
 * @property {number | undefined} n
 */

/** @param {import("./experience.js").Row} all @param {any} kept the promise report's total @returns {Tile[]} */
function figures(all, kept) {
  const felt = all.perception_ratio;
  const tested = kept ? kept.kept + kept.broken_late + kept.broken_left : 0;
  // Side by side only over the same calls: those of which all three are known, once there are any.
  const same = all.same?.n ? all.same : all;
  const under = all.same?.n ? "mean, same calls" : "mean";
  const asked = all.perceived_n > 0;
  return [
    { key: "predicted", value: duration(same.predicted_s), under, n: same.n },
    { key: "measured", value: duration(same.measured_s), under, n: same.n },
    {
      key: "perceived",
      value: duration(same.perceived_s),
      under: asked ? under : "nobody has been asked yet",
      n: asked ? (all.same?.n ?? all.perceived_n) : undefined,
    },
    {
      key: "ratio",
      value: ratio(felt?.value),
      under: felt ? range(felt.low, felt.high, ratio) : "needs customers' answers",
      n: felt?.n,
    },
    {
      key: "promise",
      value: tested ? percent(kept.share) : "—",
      under: tested ? range(kept.low, kept.high, percent) : "no quote tested yet",
      n: tested || undefined,
    },
  ];
}

/** @param {Tile} tile */
const tile = ({ key, value, under, n }) => html`<div class=${`tile ${key}`} data-figure=${key}>
  <dt>${term(key)}</dt>
  <dd class="value">${value}</dd>
  <dd class="under">${under} ${basis(n)}</dd>
</div>`;

/** @param {import("./experience.js").Report} report @param {any} promise the promise report, if it could be read */
export function tiles(report, promise) {
  const finding = ratioWords(report.all.perception_ratio);
  return html`<dl class="tiles">${figures(report.all, promise?.all).map(tile)}</dl>
    ${finding ? html`<p class="finding">${finding}.</p>` : nothing}`;
}
