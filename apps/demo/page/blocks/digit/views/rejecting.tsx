import { Field } from '../../../kit/controls.tsx'
import { Percent, Shown } from '../../../kit/shown.tsx'
import { state } from '../state.ts'
import type { Verdicts } from '../worker.ts'

const KINDS = [
  ['digit', 'Test digits'],
  ['letter', 'Letters'],
  ['scribble', 'Scribbles'],
  ['noise', 'Noise'],
] as const

/** The threshold, and how often it accepts what is a digit and what is none. */
export function Rejecting({ verdicts }: { verdicts: Verdicts | undefined }) {
  const rates = verdicts?.rates
  return (
    <section aria-label="Not a digit">
      <h3>Not a digit?</h3>
      <p>
        An input is rejected where its entropy is above{' '}
        <Shown name="threshold" value={verdicts?.threshold} digits={2} />: the threshold that accepts the share of
        held-out digits that you ask for.
      </p>
      <Field of={state} name="accept" />
      <table class="rates">
        <caption>Measured just now on images that the network has not seen</caption>
        <thead>
          <tr>
            <th scope="col">Images</th>
            <th scope="col">Rejected by the thinned networks</th>
            <th scope="col">by the full network alone</th>
            <th scope="col">Of</th>
          </tr>
        </thead>
        <tbody>
          {KINDS.map(([kind, name]) => (
            <tr key={kind}>
              <th scope="row">{name}</th>
              <td>
                <Percent name={`rejected-${kind}`} value={rates && 1 - rates.accepted[kind]} />
              </td>
              <td>
                <Percent name={`full-rejected-${kind}`} value={rates && 1 - rates.acceptedByFull[kind]} />
              </td>
              <td>{rates?.counts[kind] ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">
        The threshold keeps its promise for digits like those it was fitted on, and promises nothing about anything
        else: letters and scribbles that look like a digit to all thinned networks pass. The column beside it asks the
        full network only, with a threshold of its own: it shows what the hundred passes are worth. Of all test digits{' '}
        <Percent name="error" value={rates?.error} /> are named wrong, of the accepted ones{' '}
        <Percent name="accepted-error" value={rates?.acceptedError} />.
      </p>
    </section>
  )
}
