import { foldIn, type Key, normal } from '@thinned/rng'
import type { Classified } from '../../dataset/dataset.ts'
import { checkGenerated } from './checks.ts'

/** Points of the plane, cycling through the classes, with Gaussian noise on both coordinates. */
export function planar(
  name: string,
  classes: number,
  size: number,
  noise: number,
  key: Key,
  pointOf: (i: number, label: number) => readonly [number, number],
): Classified {
  const noises = normal(foldIn(key, 'noise'), 2 * size)
  const inputs = new Float32Array(2 * size)
  const targets = Int32Array.from({ length: size }, (_, i) => i % classes)
  for (let i = 0; i < size; i++) {
    const [x, y] = pointOf(i, targets[i]!)
    inputs[2 * i] = x + noise * noises[2 * i]!
    inputs[2 * i + 1] = y + noise * noises[2 * i + 1]!
  }
  checkGenerated(name, inputs)
  return { name, inputs: { data: inputs, shape: [size, 2] }, targets: { data: targets, shape: [size] }, classes }
}
