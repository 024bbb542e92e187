import type { Point } from '../../../kit/plot.tsx'
import type { Frame, Twin } from '../compute.ts'

/** What the epochs of one network gave, by epoch. */
export interface Curve {
  readonly train: readonly Point[]
  readonly test: readonly Point[]
  readonly thinned: readonly Point[]
  readonly trainError: number | undefined
  readonly testError: number | undefined
  /** Test error − training error, in percentage points. */
  readonly gap: readonly Point[]
}

export interface Curves {
  readonly plain: Curve
  readonly thinned: Curve
}

const empty: Curve = { train: [], test: [], thinned: [], gap: [], trainError: undefined, testError: undefined }
export const emptyCurves: Curves = { plain: empty, thinned: empty }

/** A curve has at most twice so many points; then every other one is left out. */
const POINTS = 100

export const extended = (curves: Curves, { plain, thinned }: Frame): Curves =>
  plain.epochs.length === 0
    ? curves
    : { plain: extendedCurve(curves.plain, plain), thinned: extendedCurve(curves.thinned, thinned) }

function extendedCurve(curve: Curve, { epochs }: Twin): Curve {
  const last = epochs.at(-1)!
  const more = (points: readonly Point[], value: (record: (typeof epochs)[0]) => number): readonly Point[] =>
    fewer([...points, ...epochs.map((record): Point => [record.epoch + 1, value(record)])])
  return {
    train: more(curve.train, ({ loss }) => loss),
    test: more(curve.test, ({ validationLoss }) => validationLoss!),
    thinned: more(curve.thinned, ({ thinnedLoss }) => thinnedLoss),
    gap: more(curve.gap, ({ gap }) => 100 * gap!),
    trainError: last.error,
    testError: last.validationError,
  }
}

/** The points at multiples of a power of two that leaves few enough, and the last. */
export function fewer(points: readonly Point[]): readonly Point[] {
  if (points.length < 2 * POINTS) return points
  const last = points.at(-1)!
  const every = 2 ** Math.ceil(Math.log2(last[0] / POINTS))
  return points.filter((point) => point[0] % every === 0 || point === last)
}
