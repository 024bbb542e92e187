import type { ClassData, DemoData, NumberData } from '../data/demo-data.ts'
import { byCertainty } from '../measures/certainty.ts'
import type { ClassView } from '../measures/classes.ts'
import type { NumberView } from '../measures/numbers.ts'
import type { Views } from '../measures/views.ts'
import { bitmapUrl } from './bitmap.ts'
import { escapeHtml } from './escape.ts'
import { number, percent } from './format.ts'

/** How many examples to show, and how many columns of a table. */
const MOST_EXAMPLES = 12
const MOST_COLUMNS = 12

/** The test examples of which Monte Carlo is least certain: pictures, or rows of the user's table. */
export function uncertainExamples(data: DemoData, views: Views): string {
  if (data.task === 'classification' && views.task === 'classification')
    return data.table ? classRows(data, views.monteCarlo) : images(data, views.monteCarlo)
  if (data.task === 'regression' && views.task === 'regression') return numberRows(data, views.monteCarlo)
  return ''
}

function leastCertain(uncertainty: ArrayLike<number>): number[] {
  return byCertainty(uncertainty).reverse().slice(0, MOST_EXAMPLES)
}

/** The probability that a view gives a class of an example. */
function probability({ probabilities, predicted }: ClassView, example: number, label: number): string {
  return percent(probabilities[(example * probabilities.length) / predicted.length + label]!, 0)
}

function images({ splits, classNames }: ClassData, view: ClassView): string {
  const { inputs, targets } = splits.test
  const [, height = 1, width = 1] = inputs.shape
  const size = height * width
  if (inputs.data.length !== size * targets.data.length) return ''
  const figures = leastCertain(view.entropy).map((example) => {
    const pixels = inputs.data.subarray(example * size, (example + 1) * size)
    const gray = Uint8Array.from(pixels, (value) => Math.round(255 * Math.min(Math.max(value, 0), 1)))
    const [label, predicted] = [targets.data[example]!, view.predicted[example]!]
    const says =
      label === predicted
        ? `${classNames[label]}, right (${probability(view, example, label)})`
        : `${classNames[label]}, taken for ${classNames[predicted]} (${probability(view, example, predicted)})`
    return `<figure><img alt="" src="${bitmapUrl(gray, width, height)}"><figcaption>${escapeHtml(says)}</figcaption></figure>`
  })
  return `<div class="images">${figures.join('')}</div>`
}

function classRows(data: ClassData, view: ClassView): string {
  const { classNames, splits } = data
  return rows(data, leastCertain(view.entropy), ['predicted', 'probability'], (example) => {
    const predicted = view.predicted[example]!
    const mark = predicted === splits.test.targets.data[example] ? '' : ' ✗'
    return [`${classNames[predicted]}${mark}`, probability(view, example, predicted)]
  })
}

function numberRows(data: NumberData, view: NumberView): string {
  const { mean, scale } = data.scale
  return rows(data, leastCertain(view.deviation), ['predicted', 'deviation'], (example) => [
    number(view.predicted[example]! * scale + mean),
    number(view.deviation[example]! * scale),
  ])
}

/** The rows of these test examples: target, what is said of it, the other columns. */
function rows(
  { table }: DemoData,
  examples: readonly number[],
  heads: readonly string[],
  says: (example: number) => readonly string[],
): string {
  if (!table) return ''
  const cells = (tag: string, texts: readonly string[]): string =>
    texts.map((text) => `<${tag}>${escapeHtml(shortened(text))}</${tag}>`).join('')
  const body = examples.map(
    (example) =>
      `<tr>${cells('td', [table.testTarget(example), ...says(example), ...table.testCells(example).slice(0, MOST_COLUMNS)])}</tr>`,
  )
  return `<div class="scroll"><table class="examples"><thead><tr>${cells('th', [table.target, ...heads, ...table.columns.slice(0, MOST_COLUMNS)])}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
