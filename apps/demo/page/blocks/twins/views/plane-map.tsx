import { useMemo } from 'preact/hooks'
import { HeatMap } from '../../../kit/heat-map.tsx'
import { MAP, REACH, SECOND } from '../sizes.ts'
import type { Drawn } from '../worker.ts'

export interface PlaneMapProps {
  readonly title: string
  readonly answers: Float32Array | undefined
  /** The outputs of a unit, shown in place of the answers. */
  readonly unit: Float32Array | undefined
  readonly drawn: Drawn | undefined
  readonly withTest: boolean
}

/** What a network answers at each point of the plane, or where one of its units is active; with the examples. */
export function PlaneMap({ title, answers, unit, drawn, withTest }: PlaneMapProps) {
  const marks = useMemo(() => drawn && <Marks drawn={drawn} withTest={withTest} />, [drawn, withTest])
  const network = `the network ${title.toLowerCase()}`
  return unit ? (
    <HeatMap
      values={unit}
      size={MAP}
      scale="amount"
      to={unit.reduce((a, b) => Math.max(a, b), 1e-6)}
      label={`The output of one unit of ${network} at each point of the plane: the stronger the color, the larger.`}
    >
      {marks}
    </HeatMap>
  ) : (
    <HeatMap
      values={answers}
      size={MAP}
      scale="classes"
      label={`Decision map of ${network}: the probability of the second class at each point of the plane, from blue to orange, with the training examples.`}
    >
      {marks}
    </HeatMap>
  )
}

export const unitName = (unit: number): string =>
  `Unit ${(unit % SECOND) + 1} of the ${unit >= SECOND ? 'second' : 'first'} hidden layer`

const place = (value: number): number => (value + REACH) / (2 * REACH)

/** Training examples are filled, test examples are small and hollow; the classes are circles and squares. They change with the data alone. */
function Marks({ drawn, withTest }: { drawn: Drawn; withTest: boolean }) {
  const marks = ({ inputs, classes }: Drawn['train'], radius: number, kind: string) =>
    Array.from(classes, (one, i) => {
      const [x, y] = [place(inputs[2 * i]!), place(-inputs[2 * i + 1]!)]
      return one === 0 ? (
        <circle key={`${kind}${i}`} class={`${kind} class0`} cx={x} cy={y} r={radius} />
      ) : (
        <rect
          key={`${kind}${i}`}
          class={`${kind} class1`}
          x={x - 0.9 * radius}
          y={y - 0.9 * radius}
          width={1.8 * radius}
          height={1.8 * radius}
        />
      )
    })
  return (
    <>
      {withTest && marks(drawn.test, 0.007, 'test-point')}
      {marks(drawn.train, 0.013, 'point')}
    </>
  )
}
