import { standardizeArrays } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { type Layer, linear, relu, sequential } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { fitNumbers } from '../fit-numbers.ts'
import type { LoadedNumbers } from './load-numbers.ts'
import type { NumberSettings } from './settings.ts'

export interface Net {
  readonly model: Layer
  readonly seconds: number
  /** Of the targets that the net was trained on, standardized: the unit of its outputs, and their mean. */
  readonly scale: number
  readonly mean: number
}

/**
 * One hidden layer, with dropout before both linear layers unless drop is 0, on standardized targets. The paper's weight decay,
 * l² keep / (2 N τ) with l = 0.01, is below 1e-6 here and left out.
 */
export async function trainNet(
  settings: NumberSettings,
  { train }: LoadedNumbers,
  drop: number,
  key: Key,
  backend: Backend,
): Promise<Net> {
  const scaler = standardizeArrays({ of: 'targets' }).fit(train)
  const thinned = (): Layer[] => (drop > 0 ? [dropout({ drop })] : [])
  const model = sequential(
    ...thinned(),
    linear(train.inputs.shape[1]!, settings.hidden),
    relu(),
    ...thinned(),
    linear(settings.hidden, 1),
  ) as Layer
  const began = performance.now()
  await fitNumbers(model, scaler.apply(train), settings, key, backend)
  const { means, scales } = scaler.state
  return { model, seconds: (performance.now() - began) / 1000, mean: means[0]!, scale: scales[0]! }
}
