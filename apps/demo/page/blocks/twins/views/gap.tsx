import { showNumber } from '../../../kit/shown.tsx'
import type { Curves } from './curve-points.ts'

/** The gaps as numbers, with what they say. */
export function GapInWords({ curves: { plain, thinned } }: { curves: Curves }) {
  const [without, withDropout] = [plain.gap.at(-1)?.[1], thinned.gap.at(-1)?.[1]]
  if (without === undefined || withDropout === undefined)
    return <p class="gap">The gap between test and training error is known after the first epoch.</p>
  const difference = without - withDropout
  return (
    <p class="gap">
      Gap between test and training error:{' '}
      <data data-name="plain-gap" value={without}>
        {points(without)}
      </data>{' '}
      points without dropout,{' '}
      <data data-name="thinned-gap" value={withDropout}>
        {points(withDropout)}
      </data>{' '}
      with.{' '}
      {Math.abs(difference) < 0.05
        ? 'They are equal.'
        : `With dropout it is ${points(Math.abs(difference))} points ${difference > 0 ? 'lower' : 'higher'} in this run.`}
      {difference >= 0.05 &&
        thinned.testError! > plain.testError! &&
        ' Its test error is larger, though: a low gap alone does not make a good network.'}
    </p>
  )
}

const points = (value: number): string => showNumber(value, 1)
