import { useMemo } from 'preact/hooks'
import { ColorBar } from '../../../kit/color-bar.tsx'
import { HeatMap } from '../../../kit/heat-map.tsx'
import { Plot, type Point } from '../../../kit/plot.tsx'
import { Shown } from '../../../kit/shown.tsx'
import type { Crowd, Points } from '../compute.ts'
import { SAMPLES, SIDE } from '../sizes.ts'
import { Dots } from './points.tsx'
import { Tiles } from './tiles.tsx'

const CELLS = SIDE * SIDE
const mapOf = (maps: Float32Array, index: number): Float32Array => maps.subarray(index * CELLS, (index + 1) * CELLS)

/** The thinned networks, one of them, their average and the full network. */
export function Thinned({
  crowd,
  training,
  points,
  shown,
  onChoose,
}: {
  readonly crowd: Crowd | undefined
  /** The full network while it trains. */
  readonly training: Float32Array | undefined
  readonly points: Points | undefined
  /** The thinned networks that have arrived. */
  readonly shown: number
  readonly onChoose: (shown: number) => void
}) {
  const maps = useMemo(
    () => Array.from({ length: SAMPLES }, (_, i) => (crowd ? mapOf(crowd.samples, i) : undefined)),
    [crowd],
  )
  const dots = useMemo(() => points && <Dots points={points} />, [points])
  const near = crowd?.distances.near
  const away = crowd?.distances.away
  return (
    <>
      <Tiles maps={maps} shown={shown} onChoose={onChoose} />
      <div class="trio">
        <figure>
          <figcaption>Thinned network {crowd ? shown : ''}</figcaption>
          <HeatMap
            values={crowd && mapOf(crowd.samples, shown - 1)}
            size={SIDE}
            scale="classes"
            label={`Decision map of thinned network ${shown}.`}
          >
            {dots}
          </HeatMap>
        </figure>
        <figure>
          <figcaption>Average of {crowd ? shown : 'the'} thinned</figcaption>
          <HeatMap
            values={crowd && mapOf(crowd.averages, shown - 1)}
            size={SIDE}
            scale="classes"
            label={`Decision map of the average of ${shown} thinned networks: softer than each of them where their borders differ.`}
          >
            {dots}
          </HeatMap>
        </figure>
        <figure>
          <figcaption>The full network</figcaption>
          <HeatMap
            values={crowd?.full ?? training}
            size={SIDE}
            scale="classes"
            label="Decision map of the full network, in one pass."
          >
            {dots}
          </HeatMap>
        </figure>
      </div>
      <ColorBar scale="classes" from="circles" middle="undecided" to="squares" />
      <div class="beside">
        <Plot
          title="How far the average is from the full network"
          label="The mean distance of the average of the first k thinned networks from the full network, near the data and away from it. More networks do not bring it to 0."
          height={190}
          x={{ label: 'thinned networks in the average', from: 0, to: SAMPLES }}
          y={{ label: 'mean difference of the probabilities', from: 0 }}
          series={[
            { name: 'near the data', color: 0, points: curve(near?.ofAverage, shown) },
            { name: 'away from it', color: 1, dash: 'dashed', points: curve(away?.ofAverage, shown) },
          ]}
        />
        <div>
          <p>
            Near the data the average of {shown} is{' '}
            <Shown name="distance-near" value={near?.ofAverage[shown - 1]} digits={4} /> from the full network, in the
            mean over the cells; a single thinned network is{' '}
            <Shown name="distance-near-one" value={near?.ofOne} digits={4} /> from it. Away from the data these are{' '}
            <Shown name="distance-away" value={away?.ofAverage[shown - 1]} digits={4} /> and{' '}
            <Shown name="distance-away-one" value={away?.ofOne} digits={4} />.
          </p>
          <p class="soft">
            More thinned networks do not bring the distance to 0: the full network is close to their average, but it is
            another network. Where they disagree, it is surer than they are together.
          </p>
        </div>
      </div>
    </>
  )
}

const curve = (distances: Float64Array | undefined, shown: number): Point[] =>
  distances ? Array.from(distances.subarray(0, shown), (distance, i) => [i + 1, distance]) : []
