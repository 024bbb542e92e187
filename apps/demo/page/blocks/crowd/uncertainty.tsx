import { useMemo } from 'preact/hooks'
import { ColorBar } from '../../kit/color-bar.tsx'
import { Field } from '../../kit/controls.tsx'
import { HeatMap } from '../../kit/heat-map.tsx'
import { Shown } from '../../kit/shown.tsx'
import type { Crowd, Ensemble, Maps, Points } from './compute.ts'
import { Cross, Dots, Edge } from './points.tsx'
import { AWAY, MEMBERS, SIDE } from './sizes.ts'
import { state } from './state.ts'
import { Tile } from './tiles.tsx'

/** No two classes can leave more uncertainty than this, in nats. */
const MOST = Math.LN2

interface Props {
  readonly crowd: Crowd | undefined
  readonly ensemble: Ensemble | undefined
  readonly members: readonly Float32Array[]
  readonly points: Points | undefined
  readonly distance: Float32Array | undefined
}

/** The uncertainty of the crowd and of the ensemble in the same plane, with one probe. */
export function Uncertainty({ crowd, ensemble, members, points, distance }: Props) {
  const { show, row, column } = state.values.value
  const overlay = useMemo(
    () => (
      <>
        {distance && <Edge distance={distance} />}
        {points && <Dots points={points} />}
      </>
    ),
    [points, distance],
  )
  const map = (name: string, title: string, maps: Maps | undefined, label: string) => (
    <figure>
      <figcaption>{title}</figcaption>
      <div class="probed" data-map={name} onPointerDown={point} onPointerMove={point}>
        <HeatMap values={maps?.[show]} size={SIDE} to={show === 'sure' ? 1 : MOST} scale="amount" label={label}>
          {overlay}
          <Cross row={row} column={column} />
        </HeatMap>
      </div>
    </figure>
  )
  const { what, at0, at1, dropout, five } = WORDS[show]
  return (
    <div class="uncertainty">
      <div
        class="maps"
        role="application"
        aria-label={KEYS}
        aria-describedby="crowd-probe"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the arrow keys in two dimensions, which no native control does
        tabIndex={0}
        onKeyDown={walk}
      >
        {map('dropout', 'Monte Carlo dropout', crowd?.maps, `${what} of Monte Carlo dropout: ${dropout}`)}
        {map('ensemble', `Ensemble of ${MEMBERS}`, ensemble?.maps, `${what} of the ensemble of ${MEMBERS}: ${five}`)}
      </div>
      <div>
        <Field of={state} name="show" />
        <ColorBar scale="amount" from={at0} to={at1} />
        <p class="soft">
          Dashed: {AWAY} standard deviation from the nearest example. Outside it is away from the data.
        </p>
        <Probe cell={row * SIDE + column} crowd={crowd} ensemble={ensemble} distance={distance} />
        <figure>
          <figcaption>The {MEMBERS} members of the ensemble</figcaption>
          <div
            class="tiles members"
            role="img"
            aria-label={`Decision maps of the ${MEMBERS} members of the ensemble. They agree near the data, and nearly everywhere else.`}
          >
            {Array.from({ length: MEMBERS }, (_, i) => (
              <Tile key={i} map={members[i]} />
            ))}
          </div>
        </figure>
      </div>
    </div>
  )
}

/** What the maps of each kind mean, and what is seen in them. */
const WORDS = {
  information: {
    what: 'Mutual information',
    at0: '0: all agree',
    at1: '0.693 nats: surely opposite',
    dropout:
      'large along the border of the classes, in wedges that widen away from the data, and near 0 everywhere else.',
    five: 'large in few wedges away from the data, and near 0 everywhere else.',
  },
  entropy: {
    what: 'Entropy',
    at0: '0: sure of one class',
    at1: '0.693 nats: one like the other',
    dropout:
      'large along the border of the classes, in wedges that widen away from the data, and near 0 everywhere else.',
    five: 'large along the border of the classes, in few wedges away from the data, and near 0 everywhere else.',
  },
  sure: {
    what: 'Where one class has more than 95 %, away from the data,',
    at0: 'near the data, or less sure',
    at1: 'away, and surer than 95 %',
    dropout: 'nearly everywhere but for wedges along the border of the classes.',
    five: 'nearly everywhere but for a few wedges.',
  },
} as const

const KEYS = 'Probe of both maps. The arrow keys move it by one cell, with Shift by five.'

const STEPS: Readonly<Record<string, readonly [column: number, row: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

const inside = (index: number): number => Math.min(SIDE - 1, Math.max(0, index))

function walk(event: KeyboardEvent): void {
  const step = STEPS[event.key]
  if (!step) return
  event.preventDefault()
  const { row, column } = state.values.value
  const by = event.shiftKey ? 5 : 1
  state.set({ column: inside(column + by * step[0]), row: inside(row + by * step[1]) })
}

function point(event: PointerEvent): void {
  if (event.buttons === 0) return
  const box = (event.currentTarget as Element).getBoundingClientRect()
  const cell = (at: number, from: number, size: number): number => inside(Math.floor((SIDE * (at - from)) / size))
  state.set({ column: cell(event.clientX, box.left, box.width), row: cell(event.clientY, box.top, box.height) })
}

/** What is said of one cell. */
function Probe({
  cell,
  crowd,
  ensemble,
  distance,
}: { readonly cell: number } & Pick<Props, 'crowd' | 'ensemble' | 'distance'>) {
  const far = distance?.[cell]
  const rows = [
    ['full', 'Full network', crowd && { mean: crowd.full }],
    ['dropout', 'Monte Carlo dropout', crowd?.maps],
    ['ensemble', `Ensemble of ${MEMBERS}`, ensemble?.maps],
  ] as const satisfies readonly (readonly [string, string, (Pick<Maps, 'mean'> & Partial<Maps>) | undefined])[]
  return (
    <div id="crowd-probe" aria-live="polite">
      <table>
        <caption>
          At the probe, <Shown name="probe-distance" value={far} digits={1} /> from the nearest example
        </caption>
        <thead>
          <tr>
            <th scope="col">network</th>
            <th scope="col">says</th>
            <th scope="col">entropy</th>
            <th scope="col">mutual inf.</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, title, maps]) => {
            const squares = maps?.mean[cell]
            return (
              <tr key={name}>
                <th scope="row">{title}</th>
                <td>
                  {squares === undefined ? '' : squares > 0.5 ? 'squares ' : 'circles '}
                  <Shown name={`probe-${name}`} value={squares && Math.max(squares, 1 - squares)} />
                </td>
                <td>
                  {maps && 'entropy' in maps && <Shown name={`probe-${name}-entropy`} value={maps.entropy?.[cell]} />}
                </td>
                <td>
                  {maps && 'information' in maps && (
                    <Shown name={`probe-${name}-information`} value={maps.information?.[cell]} />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
