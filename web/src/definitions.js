// What every figure means: shown on pointing at it, and as a list at the foot of the page.

export const definitions = {
  waiting: ["Waiting", "Callers in the queue now, as the phone system's events say."],
  longest: ["Longest wait", "How long the caller who has waited longest has been waiting."],
  estimate: [
    "If you called now",
    "The predicted wait of a caller who joins now: eight of ten such callers are answered " +
      "between the two ends (10th to 90th percentile); half wait less than the median. n: answered calls it rests on.",
  ],
  agents: ["Agents", "Available of logged in, as reported; an agent may serve several queues."],
  callbacks_open: ["Callbacks", "Callbacks accepted and not ended."],
  predicted: [
    "Predicted",
    "Mean of the waits predicted to these callers when they joined. n: calls; once customers were asked, those whose "+
      "predicted, measured and perceived waits are all known.",
  ],
  measured: ["Measured", "Mean wait of the same calls from joining to the agent, by the source's own clock. n: calls."],
  perceived: ["Perceived", "Mean of the waits customers named when asked how long they had waited. n: answers."],
  ratio: [
    "Perception ratio",
    "How long a wait felt over how long it was: geometric mean over the calls " +
      "with an answer and a wait of at least 30 s, with its 95 % interval. 1 is no difference.",
  ],
  belief: [
    "Staff believe",
    "Share of staff's votes that say callers find us fast enough, with its 95 % interval (Wilson).",
  ],
  measured_fast: [
    "Measured",
    "Of the customers who were asked, the share whose call was answered within the queue's target, with its 95 % " +
      "interval (Wilson); of all answered calls while nobody was asked.",
  ],
  perceived_fast: [
    "Customers say",
    'Share of answers 4 or 5 of 5 to "We answered fast enough", with its 95 % interval (Wilson).',
  ],
  gap: ["Gap", "Staff's belief minus customers' answers, in percentage points, with its 95 % interval (Newcombe)."],
  promise: [
    "Promise kept",
    "Of the calls whose first spoken quote was put to the test: the share answered by its " +
      "upper bound. Callers who left or took a callback before the bound do not count; " +
      "the bounds below say what they could change.",
  ],
  promise_bounds: ["Bounds", "The share if every untested promise had been broken, and if every one had been kept."],
  informed: ["Told", "Calls to which any wait was spoken, of all calls."],
  callback_state: ["Open callbacks", "Accepted callbacks that have not ended, by their present state."],
};

/** @typedef {keyof typeof definitions} Term */
/** @param {Term} term */
export const label = (term) => definitions[term][0];
/** @param {Term} term */
export const meaning = (term) => definitions[term][1];
