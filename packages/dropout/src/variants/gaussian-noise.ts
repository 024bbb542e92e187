import { describeSchedule, type Layer, makesSchedules, resolveSchedule, type Schedule, steady } from '@thinned/nn'
import { either, type Fields, formatValue, number, options, value } from '@thinned/schema'
import { add, alias, noGrad, record, scope } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { name } from '../keep/keep-options.ts'
import { noiseLayer } from '../kit/noise-layer.ts'

export interface GaussianNoiseOptions {
  /** The standard deviation, from 0, in units of the input: a number or a schedule. */
  readonly std: Schedule
  readonly name?: string
}

const read = options(
  'gaussianNoise',
  DropoutError,
  {
    std: either<Schedule>(
      number({ from: 0 }),
      value(
        'a schedule of them, as in gaussianNoise({ std: 0.1 })',
        (given) => typeof given === 'function' && !makesSchedules(given),
      ),
    ),
    name,
  } satisfies Fields<GaussianNoiseOptions>,
  { stddev: 'std', sigma: 'std' },
)

/**
 * Adds normal noise with mean 0 and standard deviation `std` to each element. Evaluation is the identity.
 *
 * Source: Bishop 1995 (Training with noise is equivalent to Tikhonov regularization), equation 4.
 *
 * @throws {DropoutError} if std is not a finite number from 0.
 *
 * @example
 * ```ts
 * import { gaussianNoise } from '@thinned/dropout'
 * import { createPass, makesSchedules } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { zeros } from '@thinned/tensor'
 *
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(gaussianNoise({ std: 0.1 }).forward(zeros([1, 2]), pass).readSync()) // Float32Array(2) [ -0.24421396851539612, -0.09751687943935394 ]
 * ```
 */
export function gaussianNoise(options: GaussianNoiseOptions): Layer<'any', 'same'> {
  const { std, name } = read(options)
  const layer = noiseLayer({
    kind: 'gaussianNoise',
    name,
    options: { std: describeSchedule(std) },
    apply(x, pass, draw) {
      const current = checkStd(resolveSchedule(std, pass))
      if (current === 0) return alias(x)
      const noisy = scope(() => noGrad(() => add(x, draw(0, current))))
      return record(noisy, { op: 'gaussianNoise', inputs: [x], backward: (grad) => [grad] })
    },
  })
  return typeof std === 'number' ? steady(layer) : layer
}

function checkStd(std: unknown): number {
  if (typeof std !== 'number' || !(std >= 0 && std < Number.POSITIVE_INFINITY))
    throw new DropoutError(
      `gaussianNoise was given std ${formatValue(std)}; it takes a finite number from 0, or a schedule of them, as in gaussianNoise({ std: 0.1 }).`,
    )
  return std
}
