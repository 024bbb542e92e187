import { Shown } from '../../../kit/shown.tsx'
import type { Scenario } from '../scenarios.ts'
import { FEWEST, type Line, type Measure, type Point, verdictOf } from '../summary.ts'

interface TableProps {
  readonly lines: readonly Line[]
  readonly measure: Measure
  readonly examples: Scenario['examples']
  /** The keep that stands beside no dropout. */
  readonly compared: number
  readonly started: boolean
}

const SAYS = {
  better: 'dropout helps',
  worse: 'dropout hurts',
  unclear: 'the runs do not tell',
} as const

/** Without dropout and with one keep, for each number of training examples. */
export function Table({ lines, measure, examples, compared, started }: TableProps) {
  const [digits, finer] = measure === 'error' ? [1, 2] : [3, 3]
  return (
    <table>
      <caption>
        Mean {measure} on new {examples}
        {measure === 'error' && ', in percent'}; its gap to that on the training {examples}
      </caption>
      <thead>
        <tr>
          <th scope="col">Training {examples}</th>
          <th scope="col">Without dropout</th>
          <th scope="col">Keep {compared}</th>
          <th scope="col">Difference, same seeds</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ size, points }) => {
          const none = points.find(({ keep }) => keep === 1)
          const some = points.find(({ keep }) => Math.abs(keep - compared) < 0.05)
          const difference = some && some.runs >= FEWEST ? some.difference : undefined
          return (
            <tr key={size}>
              <th scope="row">{size.toLocaleString('en')}</th>
              <Cell name={`none-${size}`} point={none} digits={digits} />
              <Cell name={`some-${size}`} point={some} digits={digits} />
              <td>
                {difference ? (
                  <>
                    <Shown name={`difference-${size}`} value={difference.value} digits={finer} />, between{' '}
                    <Shown name={`low-${size}`} value={difference.low} digits={finer} /> and{' '}
                    <Shown name={`high-${size}`} value={difference.high} digits={finer} />:{' '}
                    {SAYS[verdictOf(difference)]}
                  </>
                ) : started ? (
                  'not yet'
                ) : (
                  'after the sweep'
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Cell({
  name,
  point,
  digits,
}: {
  readonly name: string
  readonly point: Point | undefined
  readonly digits: number
}) {
  return (
    <td>
      <Shown name={name} value={point?.mean} digits={digits} />
      {point && (
        <>
          , gap <Shown name={`${name}-gap`} value={point.gap} digits={digits} />
        </>
      )}
    </td>
  )
}
