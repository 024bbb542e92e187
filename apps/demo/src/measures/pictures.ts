import { intervalCoverage, measure, reliabilityDiagram } from '@thinned/metrics'
import type { DemoData } from '../data/demo-data.ts'
import { byCertainty } from './certainty.ts'
import type { ClassView } from './classes.ts'
import type { NumberView } from './numbers.ts'
import type { Views, Ways } from './views.ts'

/** Curves over one axis; null where a curve has no point. */
export interface Picture {
  readonly x: readonly number[]
  readonly curves: Partial<Ways<readonly (number | null)[]>>
}

/** In percent: how often predictions of a confidence are right, or how many targets intervals of a level hold. */
export interface Pictures {
  readonly calibration: Picture
  /** The error of the most certain examples, over their share in percent; in percent, or in the units of the target. */
  readonly coverage: Picture
}

/** Bins of fewer examples say little. */
export const FEWEST_IN_BIN = 5
/** The error of fewer examples is noise. */
const FEWEST_TAKEN = 20
const BINS = 10
const LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]

export function picturesOf(data: DemoData, views: Views): Pictures {
  if (views.task === 'classification') {
    const labels = data.splits.test.targets.data
    return {
      calibration: joined(mapWays(views, (view) => reliability(view, labels))),
      coverage: {
        x: shares(labels.length),
        curves: mapWays(views, ({ entropy, predicted }) => {
          const wrong = Array.from(labels, (label, i) => (label === predicted[i] ? 0 : 100))
          return risks(entropy, wrong, (mean) => mean)
        }),
      },
    }
  }
  const unit = data.task === 'regression' ? data.scale.scale : 1
  const { monteCarlo } = views
  const squares = Array.from(monteCarlo.targets, (target, i) => square(target - monteCarlo.predicted[i]!))
  return {
    calibration: { x: LEVELS.map((level) => 100 * level), curves: mapWays(views, coverages) },
    coverage: {
      x: shares(squares.length),
      curves: { monteCarlo: risks(monteCarlo.deviation, squares, (mean) => unit * Math.sqrt(mean)) },
    },
  }
}

function mapWays<V, T>({ plain, dropout, monteCarlo }: Ways<V>, of: (view: V) => T): Ways<T> {
  return { plain: of(plain), dropout: of(dropout), monteCarlo: of(monteCarlo) }
}

type Point = readonly [x: number, y: number]

function reliability({ probabilities, predicted }: ClassView, labels: ArrayLike<number>): Point[] {
  const classes = probabilities.length / predicted.length
  return reliabilityDiagram({ probabilities, classes, labels }, { bins: BINS })
    .filter(({ count }) => count >= FEWEST_IN_BIN)
    .map(({ confidence, accuracy }) => [100 * confidence, 100 * accuracy])
}

/** Curves with points of their own over one axis. */
function joined(points: Ways<readonly Point[]>): Picture {
  const all = [points.plain, points.dropout, points.monteCarlo].flat()
  const x = [...new Set(all.map(([each]) => each))].sort((a, b) => a - b)
  const curve = (own: readonly Point[]): (number | null)[] => {
    const values = new Map(own)
    return x.map((each) => values.get(each) ?? null)
  }
  return { x, curves: mapWays(points, curve) }
}

function coverages(view: NumberView): (number | null)[] {
  return LEVELS.map((level) => {
    const ends = view.intervals(level)
    return ends ? 100 * measure(intervalCoverage(), { ...ends, targets: view.targets }) : null
  })
}

/** How many of the most certain examples each point counts. */
function counts(total: number): number[] {
  return [...new Set(Array.from({ length: 100 }, (_, i) => Math.ceil(((i + 1) * total) / 100)))].filter(
    (count) => count >= Math.min(total, FEWEST_TAKEN),
  )
}

function shares(total: number): number[] {
  return counts(total).map((count) => (100 * count) / total)
}

/** The mean loss of the most certain examples, as an error. */
function risks(uncertainty: ArrayLike<number>, losses: readonly number[], error: (mean: number) => number): number[] {
  const order = byCertainty(uncertainty)
  let [sum, taken] = [0, 0]
  return counts(losses.length).map((count) => {
    for (; taken < count; taken++) sum += losses[order[taken]!]!
    return error(sum / count)
  })
}

function square(value: number): number {
  return value * value
}
