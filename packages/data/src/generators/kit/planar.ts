import { foldIn, type Key, normal } from '@thinned/rng'
import { checkAmount } from '../../check-options.ts'
import type { Classified } from '../../dataset/dataset.ts'

/** Points of the plane, one class after another in turn, with Gaussian noise on both coordinates. */
export function planar(
  name: string,
  classes: number,
  size: number,
  noise: number,
  key: Key,
  place: (i: number, label: number) => readonly [number, number],
): Classified {
  checkAmount(name, 'noise', noise)
  const strays = normal(foldIn(key, 'noise'), 2 * size)
  const inputs = new Float32Array(2 * size)
  const targets = Int32Array.from({ length: size }, (_, i) => i % classes)
  for (let i = 0; i < size; i++) {
    const [x, y] = place(i, targets[i]!)
    inputs[2 * i] = x + noise * strays[2 * i]!
    inputs[2 * i + 1] = y + noise * strays[2 * i + 1]!
  }
  return { name, inputs: { data: inputs, shape: [size, 2] }, targets: { data: targets, shape: [size] }, classes }
}
