import type { Dataset } from '@thinned/data'
import { expect, test } from 'vitest'
import { classData, classPrediction, tablesOf, textsOf, valueData, valuePrediction } from '../../test/predictions.ts'
import type { Picture } from '../page/block.ts'
import { readTested } from '../predictions/tested.ts'
import { readReportOptions } from '../report-options.ts'
import type { Prediction, ReportTest } from '../report-test.ts'
import { uncertainExamples } from './uncertain-examples.ts'

const of = (given: ReportTest) => {
  const { test } = readReportOptions({ test: given })
  return uncertainExamples({ test, tested: readTested(test!, ['']) })
}

/** From the most to the least certain 2, 0, 1; example 1 is wrong. */
const p = classPrediction([
  [0.8, 0.2],
  [0.4, 0.6],
  [0.05, 0.95],
])
const labels = [0, 0, 1]
const images = (shape: readonly number[], value: (i: number) => number): Dataset['inputs'] => ({
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)),
  shape,
})
const picturesOf = (given: Partial<ReportTest> & Pick<ReportTest, 'data'>): readonly Picture[] =>
  of({ predictions: p, ...given })!.blocks.flatMap((block) => (block.kind === 'pictures' ? block.pictures : []))

test('pictures with what is right and what was said, the least certain first', () => {
  const inputs = images([3, 4, 4], (i) => (i % 16) / 15)
  const given = { data: classData(labels, inputs), shown: 2, classNames: ['cat', 'dog'] }
  const section = of({ ...given, predictions: p })!
  expect(textsOf(section)).toEqual([
    'Of 3 test examples, these 2 have the highest entropy. 1 of them is wrong, and 1 of all 3.',
  ])
  const pictures = picturesOf(given)
  expect(pictures.map(({ caption }) => caption)).toEqual(['cat, wrong: taken for dog (60 %)', 'cat, right (80 %)'])
  expect(pictures[0]).toMatchObject({ height: 4, width: 4, channels: 1, alt: 'test example 1' })
  expect(Array.from(pictures[0]!.pixels)).toEqual(Array.from({ length: 16 }, (_, i) => 17 * i))
})

test('bytes stay as they are; another range is scaled, and said', () => {
  const bytes = picturesOf({
    data: classData(
      labels,
      images([3, 4, 4, 1], (i) => 5 * (i % 48)),
    ),
  })
  expect(Array.from(bytes[0]!.pixels.subarray(0, 3))).toEqual([80, 85, 90])
  const data = classData(
    labels,
    images([3, 4, 4, 3], (i) => (i === 0 ? -2 : i === 1 ? 2 : 0)),
  )
  expect(picturesOf({ data })[0]).toMatchObject({ channels: 3, pixels: new Uint8Array(48).fill(128) })
  expect(textsOf(of({ data, predictions: p })!)).toContain(
    'Black is −2 and white 2, the least and the greatest value of these data.',
  )
  const empty = picturesOf({
    data: classData(
      labels,
      images([3, 4, 4], () => Number.NaN),
    ),
  })
  expect(Array.from(empty[0]!.pixels)).toEqual(new Array(16).fill(0))
})

test('large pictures are shown smaller, and it is said', () => {
  // A pixel is its column, half of it and 0. The last blocks of rows and columns are smaller.
  const inputs = images([3, 5, 401, 3], (i) => [1, 0.5, 0][i % 3]! * (Math.floor(i / 3) % 401))
  const data = classData(labels, inputs)
  const picture = picturesOf({ data })[0]!
  expect(picture).toMatchObject({ height: 3, width: 201, channels: 3 })
  const byte = (mean: number): number => Math.round((255 * mean) / 400)
  expect(Array.from(picture.pixels.subarray(0, 6))).toEqual([byte(0.5), byte(0.25), 0, byte(2.5), byte(1.25), 0])
  expect(Array.from(picture.pixels.subarray(-3))).toEqual([255, 128, 0])
  expect(textsOf(of({ data, predictions: p })!)).toContain(
    'The pictures are 5 × 401; a pixel shown is the mean of 2 × 2.',
  )
})

test('flat inputs are pictures where the caller says so', () => {
  const data = classData(
    labels,
    images([3, 12], () => 1),
  )
  expect(picturesOf({ data, image: { height: 2, width: 6 } })[0]).toMatchObject({ height: 2, width: 6 })
  expect(picturesOf({ data })).toEqual([])
  expect(() => of({ data, predictions: p, image: { height: 3, width: 5 } })).toThrow(
    'report was given test.image 3 × 5 with 1 channel, but inputs of shape [3, 12]; height · width · channels (1 or 3)',
  )
})

test('other inputs are rows of a table', () => {
  const cells = (example: number) => [`cell ${example}`, 'x'.repeat(60)]
  const [table] = tablesOf(of({ data: classData(labels), predictions: p, cells, columnNames: ['a', 'b'], shown: 1 })!)
  expect(table!.heads).toEqual(['example', 'is', 'predicted', 'probability', 'answer', 'a', 'b'])
  expect(table!.rows).toEqual([['1', '0', '1', '60 %', 'wrong', 'cell 1', `${'x'.repeat(39)}…`]])
  const [inputs] = tablesOf(of({ data: classData(labels), predictions: p, shown: 1 })!)
  expect(inputs!.heads.slice(-2)).toEqual(['column 1', 'column 2'])
  expect(inputs!.rows[0]!.slice(-2)).toEqual(['2', '3'])
  const wide = of({
    data: classData(
      labels,
      images([3, 20], (i) => i),
    ),
    predictions: p,
  })!
  expect(tablesOf(wide)[0]!.heads).toHaveLength(17)
  expect(textsOf(wide)).toContain('Shown are the first 12 of 20 columns.')
  const named = { a: images([3, 1], () => 0) as never }
  expect(
    tablesOf(of({ data: { ...classData(labels), inputs: named as never }, predictions: p })!)[0]!.heads,
  ).toHaveLength(5)
})

test('values: by the deviation of the last prediction that has one', () => {
  const sampled = valuePrediction([1, 2, 3], [0.25, 4, 1])
  const predictions = { sampled, full: valuePrediction([1, 2, 3]) }
  const section = of({ data: valueData([1, 5, 3]), predictions, scale: { mean: 10, scale: 2 }, shown: 2 })!
  expect(textsOf(section)[0]).toBe("Of 3 test examples, these 2 have the largest deviations by 'sampled'.")
  expect(tablesOf(section)[0]!.rows.map((row) => row.slice(0, 4))).toEqual([
    ['1', '20', '14', '4'],
    ['2', '16', '16', '2'],
  ])
  expect(of({ data: valueData([1, 5, 3]), predictions: valuePrediction([1, 2, 3]) })).toBeUndefined()
})

test('several numbers for each example are shown together', () => {
  const mean = { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }
  const variance = { data: Float32Array.of(1, 1, 4, 1), shape: [2, 2] }
  const data = { ...classData([0, 0]), targets: mean }
  const rowsOf = (predictions: Prediction) => tablesOf(of({ data, predictions })!)[0]!.rows
  expect(rowsOf({ mean, variance })[0]!.slice(0, 4)).toEqual(['1', '3, 4', '3, 4', '2, 1'])
  const broken = { data: Float32Array.of(1, 2, 3, Number.NaN), shape: [2, 2] }
  expect(rowsOf({ mean: broken, variance }).map(([example]) => example)).toEqual(['0'])
})

test('one example, equal ones, and none that is finite', () => {
  const one = of({ data: classData([0]), predictions: classPrediction([[0.9, 0.1]]) })!
  expect(textsOf(one)[0]).toBe('The only test example. It is right.')
  const equal = of({
    data: classData([0, 1]),
    predictions: {
      net: classPrediction([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    },
    shown: 1,
  })!
  expect(textsOf(equal)[0]).toBe(
    "All 2 test examples are equally uncertain by 'net'; 1 is shown. 1 of them is wrong, and 1 of all 2.",
  )
  const broken = classPrediction([[Number.NaN, 0]])
  expect(of({ data: classData([0]), predictions: broken })).toBeUndefined()
  const rest = classPrediction([
    [Number.NaN, 0],
    [0.9, 0.1],
    [0.6, 0.4],
  ])
  const [table] = tablesOf(of({ data: classData(labels), predictions: rest })!)
  expect(table!.rows.map(([example]) => example)).toEqual(['2', '1'])
  const all = of({
    data: classData([0, 0]),
    predictions: classPrediction([
      [0.9, 0.1],
      [0.6, 0.4],
    ]),
  })!
  expect(textsOf(all)[0]).toBe('All 2 test examples, the least certain first. None of them is wrong.')
})

test('what does not fit is refused', () => {
  const data = classData(labels)
  const refused = (given: unknown, message: string) =>
    expect(() => of({ data, predictions: p, ...(given as object) })).toThrow(message)
  refused({ shown: 0 }, 'report was given test.shown 0; it takes an integer from 1')
  refused(
    { scale: { mean: 1, scale: 0 } },
    'report was given test.scale.scale 0; it takes a finite number other than 0',
  )
  refused({ columnNames: ['a'] }, '1 columnNames, but examples of 2 cells')
  refused({ cells: () => 'x' }, 'test.cells gave report no list of strings for example 1')
  refused(
    { cells: (i: number) => new Array(i).fill('') },
    'test.cells gave report 1 cells for example 1, and 0 for example 0',
  )
})
