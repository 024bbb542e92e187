import {
  accuracy,
  aurc,
  auroc,
  ece,
  logLoss,
  measure,
  type ReliabilityBin,
  reliabilityDiagram,
  riskCoverage,
} from '@thinned/metrics'
import type { Block, Line, Plot } from '../../page/block.ts'
import { NONE } from '../../page/numbers.ts'
import { CERTAIN_SHARE, countOfCertain, countsOfCurve, tellsApart } from '../../predictions/certainty.ts'
import type { LabeledClasses } from '../../predictions/classes.ts'
import type { Predicted, TestedClasses } from '../../predictions/tested.ts'
import { rangeOf } from '../../range-of.ts'
import { percentOf, showNats, showScore, whole } from '../format.ts'
import { type MeasureRow, measureTable } from './measure-table.ts'
import { paragraphsOf, type Remark, remarksOnNaN, soft } from './remarks.ts'

type Each = Predicted<LabeledClasses>

const BINS = 10
/** The share of fewer is noise. */
const FEWEST_IN_BIN = 5

const READING = [
  `Right, by confidence: where predictions are calibrated, of those with a confidence of 80 % four in five are right, and the curve is the diagonal. Below it, a network is too sure of itself. Confidences with fewer than ${FEWEST_IN_BIN} examples are in the table only. ECE is the mean distance from the diagonal, over 15 bins.`,
  'Error of the most certain: it falls where the examples with the highest entropy are set aside, if the entropy tells errors. AURC is the mean of this curve. AUROC is the chance that a wrong prediction has a higher entropy than a right one: 0.5 tells nothing.',
]

/** Measures, a reliability diagram and the error of the most certain examples. */
export function blocksOfClasses({ all, count }: TestedClasses): Block[] {
  const some = all.filter(({ places }) => places.length > 0)
  const measured = some.map((each) => ({ ...each, ...measuresOf(each.batch) }))
  const blocks: Block[] = [
    measureTable(all, measured, ROWS, count),
    ...paragraphsOf([...remarksOnNaN(all, count), ...measured.flatMap(remarksOn)]),
  ]
  if (some.length === 0) return blocks
  const bins = some.map(({ batch }) => reliabilityDiagram(batch, { bins: BINS }))
  return [
    ...blocks,
    { kind: 'plots', plots: [reliabilityPlot(some, bins), errorPlot(measured)] },
    ...READING.map(soft),
    binTable(some, bins),
  ]
}

interface Measures {
  readonly error: number
  readonly wrong: number
  readonly certainError: number
  readonly logLoss: number
  readonly ece: number
  /** Null where none is wrong, or all. */
  readonly errorAuroc: number | null
  readonly aurc: number
  readonly curve: readonly (readonly [share: number, error: number])[]
}

type Measured = Each & Measures

const ROWS: readonly MeasureRow<Measured>[] = [
  ['error', ({ error }) => percentOf(error, 2)],
  [`error of the most certain ${whole(CERTAIN_SHARE)}`, ({ certainError }) => percentOf(certainError, 2)],
  ['log loss, in nats', ({ logLoss }) => showNats(logLoss)],
  ['calibration error (ECE)', ({ ece }) => percentOf(ece, 2)],
  ['AUROC of errors', ({ errorAuroc }) => showScore(errorAuroc)],
  ['AURC', ({ aurc }) => percentOf(aurc, 2)],
]

function measuresOf(batch: LabeledClasses): Measures {
  const { labels, predicted, uncertainty } = batch
  const wrong = Array.from(labels, (label, i) => (label === predicted[i] ? 0 : 1))
  const errors = wrong.filter((each) => each === 1).length
  const { risk } = measure(riskCoverage(), batch)
  return {
    error: 1 - measure(accuracy(), batch),
    wrong: errors,
    certainError: risk[countOfCertain(labels.length) - 1]!,
    logLoss: measure(logLoss(), batch),
    ece: measure(ece(), batch),
    errorAuroc:
      errors === 0 || errors === labels.length
        ? null
        : measure(auroc(), { probabilities: uncertainty, classes: 1, labels: wrong }),
    aurc: measure(aurc(), batch),
    curve: countsOfCurve(labels.length).map((taken) => [(100 * taken) / labels.length, 100 * risk[taken - 1]!]),
  }
}

function reliabilityPlot(some: readonly Each[], bins: readonly (readonly ReliabilityBin[])[]): Plot {
  const lines = some.map(({ name, color }, i): Line => {
    const shown = bins[i]!.filter(({ count }) => count >= FEWEST_IN_BIN)
    return {
      label: name || 'predictions',
      color,
      points: shown.map(({ confidence, accuracy }) => [100 * confidence, 100 * accuracy]),
    }
  })
  const { low } = rangeOf([...lines.flatMap(({ points }) => points.flatMap(([x, y]) => [x, y ?? x])), 100])
  const from = 10 * Math.floor(low / 10)
  const diagonal: Line = {
    label: 'calibrated',
    color: 'soft',
    dash: 'dashed',
    points: [
      [from, from],
      [100, 100],
    ],
  }
  return {
    title: 'Right, by confidence',
    x: { label: 'confidence', unit: '%', from, to: 100 },
    y: { label: 'right', unit: '%', from, to: 100 },
    lines: [diagonal, ...lines],
  }
}

function errorPlot(measured: readonly Measured[]): Plot {
  return {
    title: 'Error of the most certain examples',
    x: { label: 'share of the test examples', unit: '%', from: 0, to: 100 },
    y: { label: 'error', unit: '%', from: 0 },
    lines: measured.map(({ name, color, curve }) => ({ label: name || 'predictions', color, points: curve })),
  }
}

/** How many predictions have which confidence, and how many of them are right. */
function binTable(some: readonly Each[], bins: readonly (readonly ReliabilityBin[])[]): Block {
  const starts = [...new Set(bins.flatMap((each) => each.map(({ from }) => from)))].sort((a, b) => a - b)
  return {
    kind: 'table',
    heads: ['confidence', ...some.map(({ name }) => name || 'right, of how many')],
    rows: starts.map((start) => [
      `${Math.round(100 * start)} to ${whole(start + 1 / BINS)}`,
      ...bins.map((each) => {
        const bin = each.find(({ from }) => from === start)
        return bin ? `${percentOf(bin.accuracy, 1)} of ${bin.count}` : NONE
      }),
    ]),
  }
}

function remarksOn({ name, wrong, batch, logLoss }: Measured): Remark[] {
  const texts: string[] = []
  if (wrong === 0) texts.push('no prediction is wrong, so nothing shows whether the entropy tells errors.')
  if (wrong === batch.labels.length)
    texts.push('every prediction is wrong, so nothing shows whether the entropy tells errors.')
  if (batch.labels.length > 1 && !tellsApart(batch.uncertainty))
    texts.push('all predictions have the same entropy, which orders nothing; the curve is the mean over all orders.')
  if (logLoss === Infinity) texts.push('the log loss is infinite, because a true class got the probability 0.')
  return texts.map((text) => [name, text])
}
