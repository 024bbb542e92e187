import { useLatest } from '../../../kit/latest.ts'
import { Plot, type Point } from '../../../kit/plot.tsx'
import { Shown } from '../../../kit/shown.tsx'
import type { UnitDetail } from '../compute.ts'
import { state, UNITS } from '../state.ts'
import { COLORS, NAMES, type SIDES } from './plots.tsx'
import { Sheet } from './sheet.tsx'
import { Tile } from './tile.tsx'
import type { LiveNetwork } from './use-network.ts'

const BY_NUMBER = Array.from({ length: UNITS }, (_, unit) => unit)

export interface SideProps {
  readonly side: (typeof SIDES)[number]
  readonly network: LiveNetwork
  readonly removed: ReadonlySet<number>
  readonly onFailure: (message: string) => void
}

/** One of the two networks: its features, and one of its units. */
export function Side({ side, network, removed, onFailure }: SideProps) {
  const { frame, diagnosing, diagnosed, remote } = network
  const order = diagnosed?.order ?? BY_NUMBER
  const chosen = state.values.value.unit[0] ?? order[0]!
  const detail = useLatest(
    [chosen, diagnosed],
    async (unit, known) => (known === undefined ? undefined : remote.unit(unit)),
    onFailure,
  )
  return (
    <section class="side" data-network={side} aria-label={`The network ${NAMES[side]}`}>
      <h3>{side === 'plain' ? 'Without dropout' : 'With dropout'}</h3>
      <p class="soft" aria-busy={network.busy}>
        Step <Shown name={`${side}-step`} value={frame?.step} digits={0} /> of {frame?.steps ?? '–'}
        {diagnosing !== undefined && network.busy && `, removes each unit once: ${Math.round(100 * diagnosing)} %`}
        {diagnosed && !network.busy && (
          <>
            {' '}
            · test loss <Shown name={`${side}-loss`} value={diagnosed.loss} />
            {diagnosed.error !== null && (
              <>
                , test error <Shown name={`${side}-percent`} value={100 * diagnosed.error} digits={1} /> %
              </>
            )}
          </>
        )}
      </p>
      <Sheet
        weights={frame?.weights}
        order={order}
        chosen={chosen}
        removed={removed}
        onChoose={(unit) => state.set({ unit: [unit] })}
        label={`The features of all units ${NAMES[side]}: the weights from the image into each`}
      />
      <UnitFacts side={side} unit={chosen} network={network} detail={detail} />
    </section>
  )
}

interface UnitProps extends Pick<SideProps, 'side' | 'network'> {
  readonly unit: number
  readonly detail: UnitDetail | undefined
}

function UnitFacts({ side, unit, network, detail }: UnitProps) {
  const { frame, diagnosed } = network
  const place = diagnosed?.order.indexOf(unit)
  return (
    <div class="unit-facts">
      <div class="unit-feature" role="img" aria-label={`The feature of unit ${unit} ${NAMES[side]}, larger`}>
        <Tile images={frame?.weights} at={unit} scale="signed" />
      </div>
      <div>
        <p>
          <strong>Unit {unit}</strong>
          {place !== undefined && (
            <>
              , place {place + 1} of {UNITS}: without it the loss rises by{' '}
              <Shown name={`${side}-contribution`} value={diagnosed!.contributions.increases[unit]} digits={4} />
            </>
          )}
          .
        </p>
        {detail && (
          <>
            <p class="soft">
              {detail.top.length === 0
                ? 'No test image excites it: it is dead.'
                : 'The test images that excite it most:'}
            </p>
            <div class="tiles" role="img" aria-label={`The test images that excite unit ${unit} most`}>
              {detail.top.map(({ example }) => (
                <Tile key={example} images={diagnosed?.test.pixels} at={example} scale="ink" />
              ))}
            </div>
          </>
        )}
      </div>
      {detail && detail.top.length > 0 && (
        <Plot
          title="Its mean activation for each digit"
          label={`The mean activation of unit ${unit} ${NAMES[side]} for each of the ten digits.`}
          height={130}
          x={{ label: '', from: -0.6, to: 9.6 }}
          y={{ label: '', from: 0 }}
          series={[
            {
              name: 'mean activation',
              kind: 'bars',
              color: COLORS[side],
              points: detail.byDigit.map((mean, digit): Point => [digit, mean]),
            },
          ]}
        />
      )}
    </div>
  )
}
