import { Field } from '../../../kit/controls.tsx'
import { HeatMap } from '../../../kit/heat-map.tsx'
import { Plot, type Point } from '../../../kit/plot.tsx'
import type { Turned } from '../compute.ts'
import { state } from '../state.ts'

interface TurningProps {
  readonly turned: Turned | undefined
  /** The image as the network sees it at this angle. */
  readonly image: Float32Array | undefined
  readonly threshold: number | undefined
}

/** The image turned all the way round, and what becomes of the uncertainty. */
export function Turning({ turned, image, threshold }: TurningProps) {
  const { angle } = state.values.value
  const curve = (values: readonly number[] | undefined): Point[] =>
    turned && values ? turned.angles.map((degrees, i) => [degrees, values[i]!] as const) : []
  return (
    <section aria-label="Turn it">
      <h3>Turn it</h3>
      <div class="turn">
        <HeatMap
          values={image}
          size={28}
          scale="amount"
          smooth={false}
          label={`What the network sees: 28 × 28 pixels, turned by ${angle}°.`}
        />
        <Field of={state} name="angle" />
      </div>
      <Plot
        title="Uncertainty by angle"
        label="The entropy, the mutual information and the largest probability of the mean of 100 thinned networks, for the image at angles from −180° to 180°."
        x={{ label: 'degrees', from: -180, to: 180 }}
        y={{ label: 'nats; probability', from: 0, to: 2.7 }}
        series={[
          { name: 'entropy', color: 1, points: curve(turned?.entropy) },
          { name: 'mutual information', color: 3, dash: 'dotted', points: curve(turned?.mutualInformation) },
          { name: 'largest probability', color: 0, dash: 'dashed', points: curve(turned?.largest) },
        ]}
      >
        {(x, y) => (
          <>
            {turned?.predicted.map(
              (label, i) =>
                i % 2 === 0 && (
                  <text key={i} class="predicted" x={x(turned.angles[i]!)} y={y(2.52)} text-anchor="middle">
                    {label}
                  </text>
                ),
            )}
            <line class="now" x1={x(angle)} x2={x(angle)} y1={y(0)} y2={y(2.45)} />
            {threshold !== undefined && (
              <g class="threshold">
                <line x1={x(-180)} x2={x(180)} y1={y(threshold)} y2={y(threshold)} />
                <text x={x(180)} y={y(threshold) - 4} text-anchor="end">
                  rejected above
                </text>
              </g>
            )}
          </>
        )}
      </Plot>
      <p class="soft">
        The digits on top are the answer at each angle. The network learned from digits that lean a little, and from
        none that lies on its side. Where the dotted curve is high the thinned networks disagree. Where the entropy
        comes down again far from 0° the image looks like some digit to all of them: they are sure, and often wrong.
      </p>
    </section>
  )
}
