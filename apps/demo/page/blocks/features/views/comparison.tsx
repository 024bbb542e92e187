import { useEffect, useState } from 'preact/hooks'
import { wordsOf } from '../../../kit/connect.ts'
import { Shown } from '../../../kit/shown.tsx'
import type { Diagnosed, Summary } from '../compute.ts'
import type { TrainSettings } from '../network.ts'
import { UNITS } from '../state.ts'
import { type Both, NAMES, SIDES } from './plots.tsx'
import type { LiveNetwork } from './use-network.ts'

const SEEDS = 5

interface Row {
  readonly name: keyof Summary
  readonly says: string
  readonly digits: number
  /** The number of the networks that are shown; without it there is only the mean over seeds. */
  readonly number?: (diagnosed: Diagnosed) => number | null
}

const ERROR: Row = { name: 'error', says: 'error', digits: 3, number: ({ error }) => error }

const rowsOf = (isError: boolean): readonly Row[] => [
  { name: 'loss', says: 'loss', digits: 3, number: ({ loss }) => loss },
  ...(isError ? [ERROR] : []),
  {
    name: 'zero',
    says: 'share of activations that are 0',
    digits: 3,
    number: ({ statistics }) => statistics.zeroShare,
  },
  { name: 'mean', says: 'mean activation', digits: 3, number: ({ statistics }) => statistics.mean },
  {
    name: 'dead',
    says: 'dead units, 0 for every image',
    digits: 0,
    number: ({ statistics }) => statistics.dead.length,
  },
  {
    name: 'correlation',
    says: 'mean absolute correlation of two units',
    digits: 3,
    number: ({ statistics }) => statistics.correlation,
  },
  {
    name: 'most',
    says: 'rise of the loss without the unit that contributes most',
    digits: 4,
    number: ({ contributions }) => Math.max(...contributions.increases),
  },
  {
    name: 'gini',
    says: 'Gini coefficient of the contributions: 0 where all units contribute alike, near 1 where few do all the work',
    digits: 3,
    number: ({ contributions }) => contributions.gini,
  },
  { name: 'half', says: `rise of the ${isError ? 'error' : 'loss'} without ${UNITS / 2} random units`, digits: 3 },
  {
    name: 'weakest',
    says: `rise of the ${isError ? 'error' : 'loss'} without the ${UNITS / 2} that contribute least`,
    digits: 3,
  },
]

export interface ComparisonProps {
  readonly both: Both<LiveNetwork>
  readonly of: Both<Diagnosed>
  readonly settings: TrainSettings
  readonly onFailure: (message: string) => void
}

/** The numbers of both networks, and on request their differences over several seeds. */
export function Comparison({ both, of, settings, onFailure }: ComparisonProps) {
  const { keep } = settings
  const { task } = of.plain
  const rows = rowsOf(task === 'classify')
  const [asked, setAsked] = useState(false)
  const [seen, setSeen] = useState<readonly Both<Summary>[]>([])
  const [intervals, setIntervals] = useState<Partial<Record<keyof Summary, Interval>>>()
  useEffect(() => {
    setAsked(false)
    setSeen([])
    setIntervals(undefined)
  }, [task, keep])
  useEffect(() => {
    if (!asked) return
    let going = true
    const run = async (): Promise<void> => {
      const summaries: Both<Summary>[] = []
      for (let seed = 1; seed <= SEEDS && going; seed++) {
        const [plain, thinned] = await Promise.all(
          SIDES.map((side) => both[side].remote.summary({ task, keep, seed }, side === 'thinned')),
        )
        summaries.push({ plain: plain!, thinned: thinned! })
        if (going) setSeen([...summaries])
      }
      if (!going) return
      const found: Partial<Record<keyof Summary, Interval>> = {}
      for (const { name } of rows)
        found[name] = await both.plain.remote.interval(
          summaries.map(({ plain, thinned }) => thinned[name] - plain[name]),
        )
      if (going) setIntervals(found)
    }
    run().catch((thrown) => going && onFailure(wordsOf(thrown)))
    return () => {
      going = false
      for (const side of SIDES) void both[side].remote.stopSummary()
    }
  }, [asked, task, keep])
  return (
    <>
      <div class="table-place">
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">On the test images</th>
              {SIDES.map((side) => (
                <th scope="col" key={side}>
                  {NAMES[side]}
                </th>
              ))}
              {asked && <th scope="col">difference, {SEEDS} seeds</th>}
            </tr>
          </thead>
          <tbody>
            {rows
              .filter(({ number }) => asked || number)
              .map(({ name, says, digits, number }) => (
                <tr key={name}>
                  <th scope="row">{says}</th>
                  {SIDES.map((side) => (
                    <td key={side}>
                      {number && <Shown name={`${side}-${name}`} value={number(of[side])} digits={digits} />}
                    </td>
                  ))}
                  {asked && <Difference name={name} interval={intervals?.[name]} digits={Math.max(1, digits)} />}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <p aria-busy={asked && intervals === undefined}>
        <button
          type="button"
          name="seeds"
          onClick={() => {
            setAsked(!asked)
            setSeen([])
            setIntervals(undefined)
          }}
        >
          {!asked ? `Compare over ${SEEDS} seeds` : intervals ? 'Show one seed' : 'Stop'}
        </button>{' '}
        {asked && intervals === undefined && `${seen.length} of ${SEEDS} pairs of networks are trained.`}
        {intervals &&
          `With dropout minus without, as a mean over the seeds 1 to ${SEEDS} with its interval of 95 % (Student’s t). Where the interval holds 0, these seeds do not tell.`}
      </p>
    </>
  )
}

interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

function Difference({ name, interval, digits }: { name: string; interval: Interval | undefined; digits: number }) {
  if (interval === undefined) return <td>…</td>
  const { value, low, high } = interval
  return (
    <td>
      <Shown name={`difference-${name}`} value={value} digits={digits} /> (
      <Shown name={`low-${name}`} value={low} digits={digits} /> to{' '}
      <Shown name={`high-${name}`} value={high} digits={digits} />)
    </td>
  )
}
