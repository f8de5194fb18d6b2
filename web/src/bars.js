// Predicted, measured and perceived of each queue as bars on one scale, each with its figure and its n.

import { html, nothing, svg } from "lit";
import { basis } from "./element.js";
import { count, duration } from "./format.js";

/** @typedef {import("./experience.js").Means} Means */

const mostQueues = 6;
/** @type {readonly ("predicted" | "measured" | "perceived")[]} */
const kinds = ["predicted", "measured", "perceived"];

/** @param {Means[]} queues */
export function bars(queues) {
  const shown = queues.slice(0, mostQueues);
  const left = queues.length - shown.length;
  const longest = Math.max(1, ...shown.flatMap((queue) => kinds.map((kind) => queue[kind] ?? 0)));
  return html`<ul class="bars">
      ${shown.map(
        (queue) => html`<li data-queue=${queue.name}>
          <h4>${queue.name}</h4>
          ${kinds.map((kind) => bar(kind, queue, longest))}
        </li>`,
      )}
    </ul>
    ${left ? html`<p class="quiet">and ${count(left)} more: choose one above</p>` : nothing}`;
}

/** @param {"predicted" | "measured" | "perceived"} kind @param {Means} queue @param {number} longest */
function bar(kind, queue, longest) {
  const width = ((100 * (queue[kind] ?? 0)) / longest).toFixed(2);
  return html`<p class=${`bar ${kind}`}>
    <span>${kind}</span>
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="rail" width="100" height="8"></rect><rect class="length" width=${width} height="8"></rect>`}
    </svg>
    <b>${duration(queue[kind])}</b>${basis(kind === "perceived" ? queue.perceivedN : queue.n)}
  </p>`;
}
