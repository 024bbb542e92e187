import type { ComponentChildren } from 'preact'
import { Percent, Shown } from '../../../kit/shown.tsx'
import type { Figures } from '../away.ts'
import { TEST } from '../sizes.ts'

const PREDICTORS = { full: 'Full network', dropout: 'Monte Carlo dropout', ensemble: 'Ensemble' } as const

type Predictor = keyof typeof PREDICTORS

/** How sure each is on the test examples, and away from the data. */
export function AwayTable({
  figures,
}: {
  readonly figures: Readonly<Partial<Record<Predictor, Figures | undefined>>>
}) {
  const row = (title: string, cell: (one: Figures | undefined, name: Predictor) => ComponentChildren) => (
    <tr>
      <th scope="row">{title}</th>
      {(Object.keys(PREDICTORS) as Predictor[]).map((name) => (
        <td key={name}>{cell(figures[name], name)}</td>
      ))}
    </tr>
  )
  const several = (one: Figures | undefined) => (one?.foundByInformation === undefined ? undefined : one)
  return (
    <table>
      <caption>On {TEST} test examples, and in the cells away from the data, outside the dashed line</caption>
      <thead>
        <tr>
          <td />
          {Object.entries(PREDICTORS).map(([name, title]) => (
            <th key={name} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {row('Accuracy, test examples', (one, name) => (
          <Shown name={`${name}-accuracy`} value={one?.accuracy} />
        ))}
        {row('Mutual information, test examples', (one, name) => (
          <Shown name={`${name}-test`} value={several(one)?.testInformation} digits={4} />
        ))}
        {row('Mutual information, away', (one, name) => (
          <Shown name={`${name}-away`} value={several(one)?.awayInformation} digits={4} />
        ))}
        {row('Surer than 95 %, away', (one, name) => (
          <Percent name={`${name}-sure`} value={one?.sure} />
        ))}
        {row('A cell away has more entropy than a test example', (one, name) => (
          <Percent name={`${name}-found`} value={one?.foundByEntropy} />
        ))}
      </tbody>
    </table>
  )
}
