import type { DemoData } from '../data/demo-data.ts'
import { FEWEST_IN_BIN } from '../measures/pictures.ts'
import type { Views } from '../measures/views.ts'
import { escapeHtml } from './escape.ts'
import { uncertainExamples } from './uncertain-examples.ts'

const WORDS = {
  classification: {
    calibration: `Where predictions are calibrated, of those with a confidence of 80&nbsp;% four in five are right: the curve is the diagonal. Confidences with fewer than ${FEWEST_IN_BIN} examples are not shown.`,
    coverage: 'The error falls where the least certain examples, of the highest entropy, are set aside.',
    examples: 'Of these, the mean of the thinned networks has the highest entropy.',
  },
  regression: {
    calibration:
      'Intervals that promise to hold 80&nbsp;% of the targets should hold four in five: the curve is the diagonal.',
    coverage:
      'The error falls where the least certain examples, on which thinned networks disagree most, are set aside, if their disagreement tells errors.',
    examples: 'On these, the thinned networks disagree most; the deviation is that of their predictions.',
  },
} as const

/** What the networks know of their errors: measures, two plots, the least certain test examples. */
export function uncertaintySection(data: DemoData, views: Views, table: string, sentence: string): string {
  const words = WORDS[data.task]
  return `<h2>What the networks do not know</h2>
${table}
<p class="note">${escapeHtml(sentence)}</p>
<div class="pair">
<div><div id="calibration"></div><p class="note">${words.calibration}</p></div>
<div><div id="coverage"></div><p class="note">${words.coverage}</p></div>
</div>
<h2>The least certain ${data.example}s of the test</h2>
<p class="note">${words.examples}</p>
${uncertainExamples(data, views)}`
}
