import { useMemo } from 'preact/hooks'
import { ColorBar } from '../../../kit/color-bar.tsx'
import { Field } from '../../../kit/controls.tsx'
import { HeatMap } from '../../../kit/heat-map.tsx'
import { Shown, showNumber } from '../../../kit/shown.tsx'
import type { Figures } from '../away.ts'
import type { Crowd, Ensemble, Maps, Points } from '../compute.ts'
import { AWAY, MEMBERS, SIDE } from '../sizes.ts'
import { state } from '../state.ts'
import { Cross, Dots, Edge } from './points.tsx'
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
  const map = (name: string, title: string, maps: Maps | undefined, figures: Figures | undefined) => (
    <figure>
      <figcaption>{title}</figcaption>
      <div class="probed" data-map={name} onPointerDown={point} onPointerMove={point}>
        <HeatMap
          values={maps?.[show]}
          size={SIDE}
          to={show === 'sure' ? 1 : MOST}
          scale="amount"
          label={`${title}, ${figures ? WORDS[show].seen(figures) : 'not trained yet'}.`}
        >
          {overlay}
          <Cross row={row} column={column} />
        </HeatMap>
      </div>
    </figure>
  )
  const { at0, at1 } = WORDS[show]
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
        {map('dropout', 'Monte Carlo dropout', crowd?.maps, crowd?.figures.dropout)}
        {map('ensemble', `Ensemble of ${MEMBERS}`, ensemble?.maps, ensemble?.figures)}
      </div>
      <figure class="five">
        <figcaption>The {MEMBERS} members of the ensemble</figcaption>
        <div class="tiles members" role="img" aria-label={`Decision maps of the ${MEMBERS} members of the ensemble.`}>
          {Array.from({ length: MEMBERS }, (_, i) => (
            <Tile key={i} map={members[i]} />
          ))}
        </div>
      </figure>
      <div class="aside">
        <Field of={state} name="show" />
        <ColorBar scale="amount" from={at0} to={at1} />
        <p class="soft">
          Dashed: {AWAY} standard deviation from the nearest example. Outside it is away from the data.
        </p>
        <Probe cell={row * SIDE + column} crowd={crowd} ensemble={ensemble} distance={distance} />
      </div>
    </div>
  )
}

/** What the colors of the maps mean, and what is seen in them. */
const WORDS = {
  information: {
    at0: '0: all agree',
    at1: '0.693 nats: surely opposite',
    seen: ({ awayInformation, testInformation }: Figures) =>
      `mutual information: in the mean ${showNumber(awayInformation)} nats away from the data and ${showNumber(testInformation)} on test examples`,
  },
  entropy: {
    at0: '0: sure of one class',
    at1: '0.693 nats: one like the other',
    seen: ({ awayEntropy, testEntropy }: Figures) =>
      `entropy: in the mean ${showNumber(awayEntropy)} nats away from the data and ${showNumber(testEntropy)} on test examples`,
  },
  sure: {
    at0: 'near the data, or less sure',
    at1: 'away, and surer than 95 %',
    seen: ({ sure }: Figures) =>
      `where it is surer than 95 %: ${Math.round(100 * sure)} % of the cells away from the data`,
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
                  <Shown
                    name={`probe-${name}`}
                    value={squares === undefined ? undefined : Math.max(squares, 1 - squares)}
                  />
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
