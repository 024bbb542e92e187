import type { diagnosis } from 'thinned'
import { Plot, type Point, type Series } from '../../../kit/plot.tsx'
import type { CurvePoint, Diagnosed } from '../compute.ts'
import { type Settings, UNITS } from '../state.ts'

/** Without and with dropout. */
export interface Both<T> {
  readonly plain: T
  readonly thinned: T
}

export const NAMES: Both<string> = { plain: 'without dropout', thinned: 'with dropout' }
export const COLORS = { plain: 0, thinned: 1 } as const
export const SIDES = ['plain', 'thinned'] as const

/** How active units are: figure 8 of Srivastava et al. 2014. */
export function Histograms({ of }: { of: Both<Diagnosed> }) {
  const outlines = (name: 'meansHistogram' | 'activationsHistogram'): Series[] =>
    SIDES.map((side) => ({
      name: NAMES[side],
      color: COLORS[side],
      dash: side === 'plain' ? 'dashed' : 'solid',
      points: outlineOf(of[side].statistics[name]).filter(([, density]) => density > 0 || name === 'meansHistogram'),
    }))
  return (
    <>
      <Plot
        title="Mean activation of each unit"
        label="A histogram of the mean activations of the hidden units, of both networks."
        x={{ label: 'mean activation over the test images', from: 0, to: reachOf(of, 'meansHistogram') }}
        y={{ label: 'density of units', from: 0 }}
        series={outlines('meansHistogram')}
      />
      <Plot
        title="All activations"
        label="A histogram of the activations of all hidden units on all test images, of both networks, on a logarithmic scale."
        x={{ label: 'activation of one unit for one image', from: 0, to: reachOf(of, 'activationsHistogram') }}
        y={{ label: 'density, logarithmic', scale: 'log' }}
        series={outlines('activationsHistogram')}
      />
    </>
  )
}

/** The outline of the bars of a density: below it lies an area of 1, however wide the bins of the two networks are. */
function outlineOf({ edges, counts }: diagnosis.Histogram): Point[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  const corners = counts.flatMap((count, i): Point[] => {
    const [from, to] = [edges[i]!, edges[i + 1]!]
    const density = count / (all * (to - from))
    return [
      [from, density],
      [to, density],
    ]
  })
  return [[edges[0]!, 0], ...corners, [edges.at(-1)!, 0]]
}

const reachOf = (of: Both<Diagnosed>, name: 'meansHistogram' | 'activationsHistogram'): number =>
  Math.max(...SIDES.map((side) => of[side].statistics[name].edges.at(-1)!))

/** What each unit contributes, from the one that contributes most. */
export function ContributionCurve({ of }: { of: Both<Diagnosed> }) {
  return (
    <Plot
      title="How much the loss rises without one unit"
      label="For each unit, from the one that contributes most to the one that contributes least, how much the loss rises when it alone is removed, of both networks."
      x={{ label: 'units, the one that contributes most first', from: 0 }}
      y={{ label: 'rise of the loss; below 0 it falls' }}
      series={SIDES.map((side) => ({
        name: NAMES[side],
        color: COLORS[side],
        dash: side === 'plain' ? 'dashed' : 'solid',
        points: of[side].order.map((unit, rank): Point => [rank + 1, of[side].contributions.increases[unit]!]),
      }))}
    />
  )
}

/** What remains of both networks without some of their units. */
export function RemovalPlot({
  of,
  task,
  remove,
}: {
  of: Both<readonly CurvePoint[]>
  task: Settings['task']
  remove: number
}) {
  const name = task === 'classify' ? 'error' : 'loss'
  return (
    <Plot
      title={task === 'classify' ? 'Error without some units' : 'Loss without some units'}
      label={`The ${name} of both networks on the test images, by the number of hidden units that are removed.`}
      x={{ label: `units removed of ${UNITS}`, from: 0, to: UNITS }}
      y={{ label: task === 'classify' ? 'share of wrong digits' : 'cross-entropy of a pixel, nats', from: 0 }}
      series={SIDES.map((side) => ({
        name: NAMES[side],
        color: COLORS[side],
        dash: side === 'plain' ? 'dashed' : 'solid',
        points: of[side].map((point): Point => [point.remove, point[name]]),
        intervals: of[side].map(
          (point) => [point.remove, ...point[`${name === 'error' ? 'errors' : 'losses'}`]] as const,
        ),
      }))}
    >
      {(x) => <line class="removal-mark" x1={x(remove)} x2={x(remove)} y1="8" y2="186" />}
    </Plot>
  )
}

export async function bothOf<N, T>(both: Both<N>, ask: (one: N) => Promise<T>): Promise<Both<T>> {
  const [plain, thinned] = await Promise.all([ask(both.plain), ask(both.thinned)])
  return { plain, thinned }
}
