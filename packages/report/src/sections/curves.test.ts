import { expect, test } from 'vitest'
import { runOf } from '../../test/runs.ts'
import type { Block, Plot } from '../page/block.ts'
import { type NamedRuns, type Run, readRuns } from '../runs.ts'
import { curves } from './curves.ts'

const blocksOf = (given: Run | NamedRuns): readonly Block[] => curves({ runs: readRuns(given) })!.blocks
const plotsOf = (given: Run | NamedRuns): readonly Plot[] =>
  blocksOf(given).flatMap((block) => (block.kind === 'plots' ? block.plots : []))
const tableOf = (given: Run | NamedRuns) => blocksOf(given).find(({ kind }) => kind === 'table')
const remarkOf = (given: Run | NamedRuns): string => {
  const last = blocksOf(given).at(-1)!
  return last.kind === 'text' ? last.text : ''
}
/** A plot in a line: its title, its axis, and its lines with color and dash. */
const shown = ({ title, y, lines }: Plot): string =>
  `${title} [${y.label} ${y.unit ?? ''}${y.scale}]: ${lines.map(({ label, color, dash = '' }) => `${label} ${color}${dash}`).join(', ')}`

test('one run: loss and error of its training and validation data, the thinned loss dashed', () => {
  const plots = plotsOf(runOf(12))
  expect(plots.map(shown)).toEqual([
    'Loss [loss log]: training 0solid, training, thinned 0dashed, validation 1',
    'Error [error %linear]: training 0solid, validation 1',
  ])
  const [training, thinned, validation] = plots[0]!.lines.map(({ points }) => points)
  expect([training![3], thinned![3], validation![3]]).toEqual([
    [4, 0.5],
    [4, 0.55],
    [4, 0.75],
  ])
  expect(plots[1]!.lines.map(({ points }) => points[0])).toEqual([
    [1, 50],
    [1, 60],
  ])
})

test('several runs: all on the validation data, then each, on the same axis', () => {
  const plots = plotsOf({ plain: runOf(6, () => ({ thinnedLoss: 0.7, loss: 0.7 })), dropped: runOf(6) })
  expect(plots.map(shown)).toEqual([
    'Loss on validation data [loss linear]: plain 0, dropped 1',
    'Loss, plain [loss linear]: training 0dotted, validation 0',
    'Loss, dropped [loss linear]: training 1dotted, training, thinned 1dashed, validation 1',
    'Error on validation data [error %linear]: plain 0, dropped 1',
    'Error, plain [error %linear]: training 0dotted, validation 0',
    'Error, dropped [error %linear]: training 1dotted, validation 1',
  ])
  expect(plots.map(({ y: { from, to } }) => [from, to])).toEqual([
    [undefined, undefined],
    [0, 2.5],
    [0, 2.5],
    [undefined, undefined],
    [0, 60],
    [0, 60],
  ])
})

test('a loss over a factor of more than 8 has a log axis, unless a value is not above 0', () => {
  const scaleOf = (losses: readonly number[]) =>
    plotsOf(
      runOf(losses.length, (epoch) => ({ loss: losses[epoch], thinnedLoss: losses[epoch], validationLoss: 1 })),
    )[0]!.y.scale
  expect(
    [
      [1, 7.9],
      [1, 8.1],
      [1, -8.1],
      [1, 9, 0],
    ].map(scaleOf),
  ).toEqual(['linear', 'log', 'linear', 'linear'])
})

test('metrics that are numbers have a plot each, by their own names only', () => {
  const metrics = { rmse: 0.5, confusion: [[1]], __proto__: null }
  const plots = plotsOf(runOf(3, () => ({ metrics, validationMetrics: { rmse: 0.7, toString: 2 } })))
  expect(plots.slice(2).map(shown)).toEqual([
    'rmse [rmse linear]: training 0solid, validation 1',
    'toString [toString linear]: validation 1',
  ])
})

test('without measurements of the training data: the mean of the steps', () => {
  const without = { loss: undefined, thinnedLoss: undefined, error: undefined, measuredExamples: 0 }
  const [loss, error] = plotsOf(runOf(3, () => without))
  expect(remarkOf(runOf(3, () => without))).toMatch(/^The training loss is the mean over the steps of an epoch/)
  expect(remarkOf({ a: runOf(3, () => without), b: runOf(3) })).toMatch(
    /^The training loss is that of the full network/,
  )
  expect(shown(loss!)).toBe('Loss [loss linear]: training, mean of the steps 0solid, validation 1')
  expect(shown(error!)).toBe('Error [error %linear]: validation 1')
})

test('a regression without validation data has a loss alone', () => {
  const without = { validationLoss: undefined, validationError: undefined, error: Number.NaN }
  expect(plotsOf(runOf(3, () => without)).map(shown)).toEqual([
    'Loss [loss linear]: training 0solid, training, thinned 0dashed',
  ])
})

test('the table and its remark give the weights that a run ended with', () => {
  expect(tableOf(runOf(4))).toEqual({
    kind: 'table',
    heads: ['epoch 4', 'training', 'validation'],
    rows: [
      ['loss', '0.5', '0.75'],
      ['loss, thinned', '0.55', '–'],
      ['error', '12.5 %', '22.5 %'],
    ],
  })
  expect(remarkOf(runOf(4))).toMatch(/on the same 500 training examples.*last epoch\.$/)
  const best = { ...runOf(4), bestEpoch: 1 }
  expect(tableOf(best)).toMatchObject({ heads: ['epoch 2', 'training', 'validation'] })
  expect(remarkOf(best)).toMatch(/the best one/)
  expect(tableOf({ a: best, b: runOf(4, () => ({ error: Number.NaN, validationError: undefined })) })).toMatchObject({
    heads: [
      'network',
      'epoch',
      'training loss',
      'thinned loss',
      'validation loss',
      'training error',
      'validation error',
    ],
    rows: [
      ['a', '2', '1', '1.1', '1.25', '25.0 %', '35.0 %'],
      ['b', '4', '0.5', '0.55', '0.75', '–', '–'],
    ],
  })
})
