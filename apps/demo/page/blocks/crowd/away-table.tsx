import { Shown } from '../../kit/shown.tsx'
import type { Figures } from './away.ts'
import { MEMBERS } from './sizes.ts'

export const PREDICTORS = {
  full: 'Full network',
  dropout: 'Monte Carlo dropout',
  ensemble: `Ensemble of ${MEMBERS}`,
} as const

export type Predictor = keyof typeof PREDICTORS

/** How sure each is on the test examples, and away from the data. */
export function AwayTable({
  figures,
}: {
  readonly figures: Readonly<Partial<Record<Predictor, Figures | undefined>>>
}) {
  return (
    <div class="wide">
      <table>
        <caption>On 400 test examples, and in the cells away from the data (outside the dashed line)</caption>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">test accuracy</th>
            <th scope="col">mutual information, test</th>
            <th scope="col">away</th>
            <th scope="col">away, surer than 95 %</th>
            <th scope="col">away more uncertain than test</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(PREDICTORS).map(([name, title]) => {
            const one = figures[name as Predictor]
            const several = one?.foundByInformation !== undefined
            return (
              <tr key={name}>
                <th scope="row">{title}</th>
                <td>
                  <Shown name={`${name}-accuracy`} value={one?.accuracy} />
                </td>
                <td>
                  <Shown name={`${name}-test`} value={several ? one.testInformation : undefined} />
                </td>
                <td>
                  <Shown name={`${name}-away`} value={several ? one.awayInformation : undefined} />
                </td>
                <td>
                  <Percent name={`${name}-sure`} value={one?.sure} />
                </td>
                <td>
                  <Percent name={`${name}-found`} value={one?.foundByEntropy} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** A share in percent; the element has the share itself. */
export function Percent({ name, value }: { readonly name: string; readonly value: number | undefined }) {
  return (
    <data data-name={name} value={value ?? ''}>
      {value === undefined ? '–' : `${(100 * value).toFixed(1)} %`}
    </data>
  )
}
