import { cos, sin } from '@thinned/math/float64'
import { foldIn, type Key, normal, uniform } from '@thinned/rng'
import { DataError } from './data-error.ts'
import type { Classified } from './dataset.ts'

export interface TwoMoonsOptions {
  readonly size: number
  /** Standard deviation of the noise added to both coordinates. Default 0.1. */
  readonly noise?: number
  readonly key: Key
}

/** Two half circles of radius 1 that reach into each other: points [size, 2] and classes 0 and 1, taken in turn. */
export function twoMoons({ size, noise = 0.1, key }: TwoMoonsOptions): Classified {
  const angles = uniform(foldIn(key, 'angles'), checkSize('twoMoons', size))
  return planar('two moons', 2, size, noise, key, (i, label) => {
    const angle = Math.PI * angles[i]!
    return label === 0 ? [cos(angle), sin(angle)] : [1 - cos(angle), 0.5 - sin(angle)]
  })
}

export interface SpiralsOptions {
  readonly size: number
  /** Arms, from 2. Default 2. */
  readonly classes?: number
  /** Turns of each arm. Default 1. */
  readonly turns?: number
  /** Standard deviation of the noise added to both coordinates. Default 0.02. */
  readonly noise?: number
  readonly key: Key
}

/** Arms that wind out from the origin to radius 1: points [size, 2], one class an arm, taken in turn. */
export function spirals({ size, classes = 2, turns = 1, noise = 0.02, key }: SpiralsOptions): Classified {
  if (!Number.isInteger(classes) || classes < 2)
    throw new DataError(`spirals was given ${classes} classes; it takes an integer from 2.`)
  const radii = uniform(foldIn(key, 'angles'), checkSize('spirals', size))
  return planar('spirals', classes, size, noise, key, (i, label) => {
    const angle = 2 * Math.PI * (turns * radii[i]! + label / classes)
    return [radii[i]! * cos(angle), radii[i]! * sin(angle)]
  })
}

function planar(
  name: string,
  classes: number,
  size: number,
  noise: number,
  key: Key,
  place: (i: number, label: number) => readonly [number, number],
): Classified {
  if (!(noise >= 0 && noise < Infinity))
    throw new DataError(`${name} was given the noise ${noise}; it is a number from 0.`)
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

function checkSize(name: string, size: number): number {
  if (!Number.isSafeInteger(size) || size < 0)
    throw new DataError(`${name} was given the size ${size}; it is an integer from 0.`)
  return size
}
