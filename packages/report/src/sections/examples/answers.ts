import { showNumber } from '../../page/numbers.ts'
import { byCertainty, tellsApart } from '../../predictions/certainty.ts'
import type { TestedClasses, TestedValues } from '../../predictions/tested.ts'
import { whole } from '../format.ts'

/** What was predicted of one example, and what is true. */
export interface Answer {
  /** Its row in the data, from 0. */
  readonly example: number
  /** In one line. */
  readonly caption: string
  /** The cells of a table. */
  readonly cells: readonly string[]
}

export interface Answers {
  /** What these examples are. */
  readonly sentence: string
  /** The heads of the cells. */
  readonly heads: readonly string[]
  readonly all: readonly Answer[]
}

/** The examples with the highest entropy of the last prediction; undefined where none is finite. */
export function answersOfClasses({ all, count, classNames }: TestedClasses, shown: number): Answers | undefined {
  const some = all.filter(({ places }) => places.length > 0)
  const last = some.findLast(({ batch }) => tellsApart(batch.uncertainty)) ?? some.at(-1)
  if (!last) return undefined
  const { predicted, uncertainty, probabilities, classes, labels } = last.batch
  const rows = leastCertain(uncertainty, shown)
  const isWrong = (row: number): boolean => predicted[row] !== labels[row]
  const which = sentenceOf(last.name, rows.length, count, tellsApart(uncertainty), 'the highest entropy')
  const allWrong = Array.from(labels, (_, row) => row).filter(isWrong).length
  return {
    sentence: `${which} ${wrongSentence(rows.filter(isWrong).length, labels.length, allWrong)}`,
    heads: ['is', 'predicted', 'probability', 'answer'],
    all: rows.map((row) => {
      const [is, says] = [classNames[labels[row]!]!, classNames[predicted[row]!]!]
      const probability = whole(probabilities[row * classes + predicted[row]!]!)
      return {
        example: last.places[row]!,
        caption: isWrong(row) ? `${is}, wrong: taken for ${says} (${probability})` : `${is}, right (${probability})`,
        cells: [is, says, probability, isWrong(row) ? 'wrong' : 'right'],
      }
    }),
  }
}

/** The examples with the largest deviation of the last prediction that has one; undefined where none has. */
export function answersOfValues({ all, count, width }: TestedValues, shown: number): Answers | undefined {
  const last = all.findLast(({ batch }) => tellsApart(batch.deviation))
  if (!last) return undefined
  const { predicted, deviation, targets } = last.batch
  const examples = wholeExamples(last.places, width)
  const variances = examples.map(([, rows]) => rows.reduce((sum, row) => sum + deviation[row]! * deviation[row]!, 0))
  const chosen = leastCertain(variances, shown).map((i) => examples[i]!)
  return {
    sentence: sentenceOf(last.name, chosen.length, count, true, 'the largest deviations'),
    heads: ['is', 'predicted', 'deviation'],
    all: chosen.map(([example, rows]) => {
      const show = (values: Float64Array): string => rows.map((row) => showNumber(values[row]!)).join(', ')
      const [is, says, plusMinus] = [show(targets), show(predicted), show(deviation)]
      return { example, caption: `${is}, predicted ${says} ± ${plusMinus}`, cells: [is, says, plusMinus] }
    }),
  }
}

/** The examples of which every number is there, with the rows of these. */
function wholeExamples(places: readonly number[], width: number): (readonly [example: number, rows: number[]])[] {
  const rowsOf = new Map<number, number[]>()
  for (const [row, place] of places.entries()) {
    const example = Math.floor(place / width)
    rowsOf.set(example, [...(rowsOf.get(example) ?? []), row])
  }
  return [...rowsOf].filter(([, rows]) => rows.length === width)
}

const leastCertain = (uncertainty: ArrayLike<number>, shown: number): number[] =>
  byCertainty(uncertainty).reverse().slice(0, shown)

function sentenceOf(name: string, shown: number, count: number, isOrdered: boolean, what: string): string {
  const by = name ? ` by '${name}'` : ''
  if (count === 1) return 'The only test example.'
  if (!isOrdered)
    return `All ${count} test examples are equally uncertain${by}; ${shown} ${shown === 1 ? 'is' : 'are'} shown.`
  if (shown === count) return `All ${count} test examples, the least certain first${by}.`
  return `Of ${count} test examples, ${shown === 1 ? 'this one has' : `these ${shown} have`} ${what}${by}.`
}

function wrongSentence(wrong: number, all: number, allWrong: number): string {
  if (all === 1) return `It is ${wrong === 1 ? 'wrong' : 'right'}.`
  if (allWrong === 0) return 'None of them is wrong.'
  return `${wrong === 0 ? 'None' : wrong} of them ${wrong > 1 ? 'are' : 'is'} wrong, and ${allWrong} of all ${all}.`
}
