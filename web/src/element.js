// What all elements of the page share: they render into the page itself, so that one style sheet reaches them and ids
// can be referred to, and they write figures in one way.

import { LitElement, html, nothing } from "lit";
import { label, meaning } from "./definitions.js";

export class PageElement extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/**
 * The name of a figure, with its definition on pointing.
 * @param {import("./definitions.js").Term} key
 */
export const term = (key) => html`<span class="term" title=${meaning(key)}>${label(key)}</span>`;

/** How many cases a figure rests on. @param {number | null | undefined} n */
export const basis = (n) => (typeof n === "number" ? html`<span class="n">n = ${n.toLocaleString()}</span>` : nothing);

/** What is shown when there is nothing to show: why, and what to do. @param {unknown} words */
export const empty = (words) => html`<p class="empty">${words}</p>`;
