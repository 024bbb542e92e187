import { Shown, showNumber } from '../../../kit/shown.tsx'
import { votesOf } from '../votes.ts'
import type { Picture } from '../worker.ts'

/** What the full network and every thinned one say, class by class. */
export function Answers({ picture, level }: { picture: Picture | undefined; level: number }) {
  const answer = picture?.answer
  const votes = answer && votesOf(answer.samples)
  return (
    <table class="answers">
      <caption>
        <span class="key full" /> the full network <span class="key thinned" /> each of 100 thinned networks
      </caption>
      <thead>
        <tr>
          <th scope="col">Class</th>
          <th scope="col">
            <span class="ends">
              <span>0</span> Probability <span>1</span>
            </span>
          </th>
          <th scope="col" class="exact">
            Full
          </th>
          <th scope="col" class="exact">
            Mean
          </th>
          <th scope="col">Votes</th>
          <th scope="col">Set</th>
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: 10 }, (_, label) => (
          <tr key={label} class={answer?.predicted === label ? 'predicted' : ''}>
            <th scope="row">{label}</th>
            <td class="strip">
              <svg viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
                <path class="rule" d="M0 0V24M50 0V24M100 0V24" />
                {answer && <rect x="0" y="3" height="18" width={100 * answer.full[label]!} />}
                {answer && <path class="dots" d={dots(answer.samples, label)} />}
              </svg>
            </td>
            <td class="exact">
              <Shown name={`full-${label}`} value={answer?.full[label]} digits={2} />
            </td>
            <td class="exact">
              <Shown name={`mean-${label}`} value={answer?.mean[label]} digits={2} />
            </td>
            <td>
              <data data-name={`votes-${label}`} value={votes?.[label] ?? ''}>
                {votes?.[label] ?? '–'}
              </data>
            </td>
            <td>
              <data data-name={`set-${label}`} value={picture?.set?.[label] ?? ''}>
                {picture?.set === undefined ? '–' : picture.set[label] ? 'yes' : ''}
              </data>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={6}>
            Votes: how many of the 100 find the class most probable. Set: classes that hold the true one with a
            probability of {showNumber(100 * level, 0)} %, for digits like those that it was fitted on.
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** A dot for each thinned network, at its probability of the class; the height only keeps them apart. */
function dots(samples: Float32Array, label: number): string {
  let path = ''
  for (let sample = 0; sample < samples.length / 10; sample++) {
    const x = 100 * samples[10 * sample + label]!
    const y = 2 + 20 * ((0.618034 * sample) % 1)
    path += `M${x.toFixed(2)} ${y.toFixed(1)}h0`
  }
  return path
}
