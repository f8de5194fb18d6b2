// The marks of the three figures, as the chart draws them: dashed, filled, ringed.

import { html } from "lit";

export const legend = html`<ul class="legend" aria-label="Marks">
  <li class="predicted">
    <svg viewBox="0 0 22 10" aria-hidden="true"><path d="M1 5h20" stroke-dasharray="6 4"></path></svg>predicted
  </li>
  <li class="measured">
    <svg viewBox="0 0 22 10" aria-hidden="true"><path d="M1 5h20"></path><circle cx="11" cy="5" r="3.2"></circle></svg>
    measured
  </li>
  <li class="perceived">
    <svg viewBox="0 0 22 10" aria-hidden="true"><circle cx="11" cy="5" r="3.8"></circle></svg>perceived
  </li>
</ul>`;
