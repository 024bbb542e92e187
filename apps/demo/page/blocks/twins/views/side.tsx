import { Percent, Shown } from '../../../kit/shown.tsx'
import type { UrlState } from '../../../kit/url-state.ts'
import type { fields } from '../fields.ts'
import { Digits } from './digits.tsx'
import { PlaneMap, unitName } from './plane-map.tsx'
import type { Training } from './training.ts'
import { Units } from './units.tsx'

export interface SideProps {
  readonly name: 'plain' | 'thinned'
  readonly title: string
  readonly training: Training
  readonly state: UrlState<typeof fields>
}

/** One of the two networks: what it answers, its units, its errors. */
export function Side({ name, title, training, state }: SideProps) {
  const { off, width, data, test } = state.values.value
  const twin = training.frame.value?.[name]
  const details = training.details.value?.[name]
  const drawn = training.drawn.value
  const curve = training.curves.value[name]
  const unit = training.unit.value
  const toggle = (unit: number): void => {
    const { off } = state.values.value
    state.set({ off: off.includes(unit) ? off.filter((one) => one !== unit) : [...off, unit].sort((a, b) => a - b) })
  }
  const look = (unit: number | undefined): void => {
    training.unit.value = unit
  }
  const isDigits = data === 'digits'
  return (
    <section class="side" data-network={name} aria-label={title}>
      <h3 class={name}>{title}</h3>
      {isDigits && drawn && drawn.test.classes.length > 0 ? (
        <Digits drawn={drawn} answers={twin?.answers} title={title} />
      ) : (
        <PlaneMap title={title} answers={twin?.answers} unit={twin?.unit} drawn={drawn} withTest={test} />
      )}
      <p class="soft what">
        {twin?.unit && unit !== undefined
          ? `${unitName(unit)}: where its output is large`
          : isDigits
            ? 'Held-out digits and its answers'
            : 'Its answers: blue ● or orange ■'}
      </p>
      <Units width={width} masks={twin?.masks} maps={details?.units} off={off} onToggle={toggle} onLook={look} />
      <dl class="errors">
        <div>
          <dt>Training error</dt>
          <dd>
            <Percent name={`${name}-train-error`} value={curve.trainError} />
          </dd>
        </div>
        <div>
          <dt>Test error</dt>
          <dd>
            <Percent name={`${name}-test-error`} value={curve.testError} />
          </dd>
        </div>
        {off.length > 0 && (
          <div>
            <dt>without {off.length === 1 ? 'that unit' : `those ${off.length} units`}</dt>
            <dd>
              <Percent name={`${name}-error-without`} value={details?.errorWithout} />
            </dd>
          </div>
        )}
      </dl>
      <p class="numbers" hidden>
        <Shown name={`${name}-batch`} value={twin?.batchLoss} />
        <Shown name={`${name}-train`} value={curve.train.at(-1)?.[1]} />
        <Shown name={`${name}-test`} value={curve.test.at(-1)?.[1]} />
      </p>
    </section>
  )
}
