import type { Block, Line, Plot, Section } from '../page/block.ts'
import { NONE, showNumber } from '../page/numbers.ts'
import { ROWS } from '../page/plots/frame.ts'
import { roundEnds } from '../page/plots/scale.ts'
import type { Reported } from '../reported.ts'
import type { AnyRecord, NamedRun } from '../runs.ts'
import { percentOf } from './format.ts'
import { type Measure, measuresOf, type Quantity } from './measures.ts'

/** The learning curves: for each measure all networks on the validation data, then each network with its training data. */
export function curves({ runs }: Pick<Reported, 'runs'>): Section {
  const measures = measuresOf(runs)
  const plots: readonly (readonly Plot[])[] =
    runs.length === 1
      ? [measures.map((measure) => plotOf(measure, measure.name, linesOf(measure, runs[0]!, 0, 1)))]
      : measures.map((measure) => plotsOf(measure, runs))
  const blocks = plots.map((each): Block => ({ kind: 'plots', plots: each }))
  return {
    title: 'Learning curves',
    blocks: [...blocks, summary(runs), { kind: 'text', text: remark(runs), soft: true }],
  }
}

function plotsOf(measure: Measure, runs: readonly NamedRun[]): Plot[] {
  const { name, validation } = measure
  const all = runs.map((run, i) => line(run, run.name, validation, i))
  const own = runs.map((run, i) =>
    plotOf(measure, `${name}, ${run.name}`, linesOf(measure, run, i, i), rangeOf(measure, runs)),
  )
  return [...(all.some(isShown) ? [plotOf(measure, `${name} on validation data`, all)] : []), ...own]
}

/** The training data and the validation data of one network. */
function linesOf(measure: Measure, run: NamedRun, color: number, validationColor: number): readonly Line[] {
  const training = line(run, measure.trainingLabel, measure.training, color)
  const thinned = line(run, 'training, thinned', measure.thinned, color)
  // Without dropout the two are the same.
  const isThinned = thinned.points.some(([, y], i) => y !== training.points[i]![1])
  return [
    { ...training, dash: color === validationColor ? 'dotted' : 'solid' } as const,
    ...(isThinned ? [{ ...thinned, dash: 'dashed' } as const] : []),
    line(run, 'validation', measure.validation, validationColor),
  ].filter(isShown)
}

function plotOf({ name, unit, isLog }: Measure, title: string, lines: readonly Line[], range: Range = {}): Plot {
  return {
    title,
    x: { label: 'epoch' },
    y: { label: labelOf(name), ...(unit && { unit }), scale: isLog ? 'log' : 'linear', ...range },
    lines,
  }
}

/** 'Loss' as 'loss'; abbreviations, and names such as topKAccuracy, stay as they are. */
const labelOf = (name: string): string => (/^[A-Z][a-z]+$/.test(name) ? name.toLowerCase() : name)

function line({ history }: NamedRun, label: string, of: Quantity, color: number): Line {
  return { label, color, points: history.map((record) => [record.epoch + 1, of(record)]) }
}

const isShown = ({ points }: Line): boolean => points.some(([, y]) => y !== null)

interface Range {
  readonly from?: number
  readonly to?: number
}

/** The same axis for networks side by side. */
function rangeOf({ training, thinned, validation, isLog }: Measure, runs: readonly NamedRun[]): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { history } of runs)
    for (const record of history)
      for (const quantity of [training, thinned, validation]) {
        const value = quantity(record)
        if (value === null || (isLog && value <= 0)) continue
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
  if (!(low < high)) return {}
  const [from, to] = isLog ? [low, high] : roundEnds(Math.min(0, low), high, ROWS)
  return { from, to }
}

/** The numbers of the weights that each run ended with. */
function summary(runs: readonly NamedRun[]): Block {
  const records = runs.map(recordOfWeights)
  return records.length === 1 ? summaryOfOne(records[0]!) : summaryOfSeveral(runs, records)
}

function summaryOfOne(record: AnyRecord): Block {
  const rows = [
    ['loss', showNumber(record.loss), showNumber(record.validationLoss)],
    ['loss, thinned', showNumber(record.thinnedLoss), NONE],
    ['error', percentOf(record.error, 1), percentOf(record.validationError, 1)],
  ]
  return {
    kind: 'table',
    heads: [`epoch ${record.epoch + 1}`, 'training', 'validation'],
    rows: rows.filter((cells) => cells.slice(1).some((cell) => cell !== NONE)),
  }
}

function summaryOfSeveral(runs: readonly NamedRun[], records: readonly AnyRecord[]): Block {
  const columns: readonly (readonly [string, (record: AnyRecord) => string])[] = [
    ['epoch', ({ epoch }) => `${epoch + 1}`],
    ['training loss', ({ loss }) => showNumber(loss)],
    ['thinned loss', ({ thinnedLoss }) => showNumber(thinnedLoss)],
    ['validation loss', ({ validationLoss }) => showNumber(validationLoss)],
    ['training error', ({ error }) => percentOf(error, 1)],
    ['validation error', ({ validationError }) => percentOf(validationError, 1)],
  ]
  const told = columns.filter(([, show]) => records.some((record) => show(record) !== NONE))
  return {
    kind: 'table',
    heads: ['network', ...told.map(([head]) => head)],
    rows: records.map((record, i) => [runs[i]!.name, ...told.map(([, show]) => show(record))]),
  }
}

/** The record of the weights that a run ended with: the best epoch of early stopping, or the last. */
const recordOfWeights = ({ history, bestEpoch }: NamedRun): AnyRecord =>
  history.find(({ epoch }) => epoch === bestEpoch) ?? history.at(-1)!

function remark(runs: readonly NamedRun[]): string {
  const measured = new Set(runs.map((run) => run.history.at(-1)!.measuredExamples))
  const examples =
    measured.size === 1 && ![...measured].includes(0)
      ? `the same ${[...measured][0]} training examples`
      : 'the same training examples'
  const isMeasured = runs.some(({ history }) => history.some(({ loss }) => Number.isFinite(loss)))
  const isBest = runs.some(({ history, bestEpoch }) => history.some(({ epoch }) => epoch === bestEpoch))
  return [
    isMeasured
      ? `The training loss is that of the full network at the end of an epoch, the thinned loss that of networks under masks, with the same weights and on ${examples}.`
      : 'The training loss is the mean over the steps of an epoch, under masks and while the weights change: nothing else was measured of the training data.',
    isBest
      ? 'The table gives the epoch whose weights the network ended with: the best one where a run kept it.'
      : 'The table gives the last epoch.',
  ].join(' ')
}
