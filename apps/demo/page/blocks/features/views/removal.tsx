import { Field } from '../../../kit/controls.tsx'
import { useLatest } from '../../../kit/latest.ts'
import { Shown } from '../../../kit/shown.tsx'
import type { Diagnosed, Removed, TestImages } from '../compute.ts'
import { type Settings, state, UNITS } from '../state.ts'
import { type Both, bothOf, NAMES, RemovalPlot, SIDES } from './plots.tsx'
import { Tile } from './tile.tsx'
import type { LiveNetwork } from './use-network.ts'

export interface RemovalProps {
  readonly both: Both<LiveNetwork>
  readonly removed: Both<Removed> | undefined
  readonly settings: Settings
  readonly of: Both<Diagnosed>
  readonly onFailure: (message: string) => void
}

/** What remains of both networks when some of their units are removed. */
export function Removal({ both, removed, of, settings, onFailure }: RemovalProps) {
  const { remove, order, rescale } = settings
  const { task, test: images } = of.plain
  const curves = useLatest(
    [order, rescale, of.plain, of.thinned],
    (order, rescale, _plain, _thinned) => bothOf(both, ({ remote }) => remote.curve({ remove: 0, order, rescale })),
    onFailure,
  )
  const shown = oneOfEach(images)
  const answers = useLatest(
    [remove, order, rescale, images, of.plain, of.thinned],
    (remove, order, rescale, images, _plain, _thinned) =>
      bothOf(both, ({ remote }) => remote.answers({ remove, order, rescale }, oneOfEach(images))),
    onFailure,
  )
  const isError = task === 'classify'
  return (
    <>
      <div class="controls">
        <Field of={state} name="remove" />
        <Field of={state} name="order" />
        <Field of={state} name="rescale" />
      </div>
      <div class="pair">
        <div>
          {removed && (
            <p>
              Without {remove} of {UNITS} units the {isError ? 'test error' : 'test loss'} is{' '}
              {SIDES.map((side, i) => (
                <span key={side}>
                  {i > 0 && ', and '}
                  <Shown
                    name={`${side}-removed`}
                    value={isError ? 100 * removed[side].error : removed[side].loss}
                    digits={isError ? 1 : 3}
                  />
                  {isError && ' %'} {NAMES[side]}
                </span>
              ))}
              {remove === 0 &&
                (isError ? removed.thinned.error > removed.plain.error : removed.thinned.loss > removed.plain.loss) &&
                ': with all units dropout is worse here'}
              {order === 'random' && remove > 0 && ', each the mean over five random sets of units'}.{' '}
              {remove > 0 &&
                `Faded above are ${order === 'random' ? 'the units of the first set, which the rows below lack' : 'the units that are removed'}.`}
            </p>
          )}
          {answers && (
            <>
              <Digits name="Test images" pixels={images.pixels} at={shown} />
              {SIDES.map((side) =>
                isError ? (
                  <Answers key={side} name={`named ${NAMES[side]}`} scores={answers[side]} />
                ) : (
                  <Digits key={side} name={`rebuilt ${NAMES[side]}`} pixels={answers[side]} at={IN_ORDER} />
                ),
              )}
            </>
          )}
        </div>
        {order === 'weakest' && (
          <p class="soft">
            What units contribute one by one does not add up: where two do the same work, each alone is of no use, and
            both together are missed. Compare with random ones.
          </p>
        )}
        {curves && <RemovalPlot of={curves} task={task} remove={remove} />}
      </div>
    </>
  )
}

const IN_ORDER = Array.from({ length: 10 }, (_, digit) => digit)

/** The numbers of ten test images, one of each digit from 0 to 9. */
const oneOfEach = ({ digits }: TestImages): number[] => IN_ORDER.map((digit) => digits.indexOf(digit))

function Digits({ name, pixels, at }: { name: string; pixels: Float32Array; at: readonly number[] }) {
  return (
    <div class="digit-row">
      <p class="soft">{name}</p>
      <div class="tiles ten" role="img" aria-label={`Ten digits, 0 to 9: ${name.toLowerCase()}`}>
        {at.map((image) => (
          <Tile key={image} images={pixels} at={image} scale="ink" />
        ))}
      </div>
    </div>
  )
}

/** The class with the highest score for each of the ten images. */
function Answers({ name, scores }: { name: string; scores: Float32Array }) {
  return (
    <div class="digit-row">
      <p class="soft">{name}</p>
      <ol class="tiles ten answers" aria-label={`The ten digits as ${name}`}>
        {IN_ORDER.map((digit) => {
          const row = scores.subarray(10 * digit, 10 * digit + 10)
          const answer = row.indexOf(Math.max(...row))
          return (
            <li key={digit} class={answer === digit ? '' : 'wrong'}>
              {answer}
              {answer !== digit && <span class="unseen"> wrong</span>}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
