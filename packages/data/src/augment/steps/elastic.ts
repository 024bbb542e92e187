import { exp } from '@thinned/math/float64'
import { foldIn, type Key, uniform } from '@thinned/rng'
import { type Fields, number, withDefault } from '@thinned/schema'
import { dataOptions } from '../../options.ts'
import { type Augmentation, type ImageSize, strength as strengthFrom } from '../augmentation.ts'
import { sampleImage } from '../sample-image.ts'

/** The time for an image grows with the square of it. */
const MOST_SMOOTHNESS = 256

export interface ElasticOptions {
  /** The paper's α, in pixels, from 0. Default 34. */
  readonly strength?: number
  /** The paper's σ, the standard deviation of the Gaussian that smooths the field, in pixels, above 0, up to 256. Default 4. */
  readonly smoothness?: number
}

const read = dataOptions(
  'elastic',
  {
    strength: withDefault(strengthFrom(0), 34),
    smoothness: withDefault(number({ above: 0, to: MOST_SMOOTHNESS }, ', in pixels'), 4),
  } satisfies Fields<ElasticOptions>,
  { alpha: 'strength', sigma: 'smoothness' },
)

/**
 * Distorts an image by a smooth random field: the displacement of each pixel along x and along y is uniform from −1 to 1, smoothed by a
 * Gaussian (cut off at three σ, weights that add up to 1) and multiplied by α. The draws reach beyond the border, so that the field is as strong
 * there. Simard, Steinkraus and Platt 2003, "Best practices for convolutional neural networks applied to visual document analysis",
 * section 2; the defaults are theirs for MNIST.
 *
 * @throws {DataError} on a strength below 0, and a smoothness that is not above 0, or beyond 256.
 * @example
 * ```ts
 * import { augment, digits, elastic } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { inputs } = digits({ size: 1, key: key(0) })
 * console.log(augment([elastic()]).apply(inputs, [0], key(1)).shape) // [ 1, 28, 28, 1 ]
 * ```
 */
export function elastic(options: ElasticOptions = {}): Augmentation {
  const { strength, smoothness } = read(options)
  const weights = gaussian(smoothness)
  return {
    kind: 'elastic',
    settings: { strength, smoothness },
    warp(coordinates, size, key) {
      if (strength === 0) return
      const plane = { ...size, channels: 1 }
      const fields = ['x', 'y'].map((axis) => {
        const field = smoothField(weights, size, foldIn(key, axis))
        const sampled = new Float32Array(field.length)
        sampleImage(field, plane, coordinates, 'nearest', sampled)
        return sampled
      })
      for (const [axis, values] of [coordinates.x, coordinates.y].entries()) {
        for (let i = 0; i < values.length; i++) values[i] = values[i]! + strength * fields[axis]![i]!
      }
    },
  }
}

/** Weights at −⌈3σ⌉ … ⌈3σ⌉, which add up to 1. */
function gaussian(deviation: number): Float64Array {
  const radius = Math.ceil(3 * deviation)
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => {
    const distance = (i - radius) / deviation
    return exp(-0.5 * distance * distance)
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

/** Even draws from −1 to 1, smoothed along x and then along y: one for each pixel. */
function smoothField(weights: Float64Array, { height, width }: ImageSize, key: Key): Float32Array {
  const span = weights.length - 1
  const drawn = uniform(key, (height + span) * (width + span))
  const rows = new Float64Array((height + span) * width)
  for (let row = 0; row < height + span; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0
      const from = row * (width + span) + column
      for (let k = 0; k <= span; k++) sum += weights[k]! * (2 * drawn[from + k]! - 1)
      rows[row * width + column] = sum
    }
  }
  const field = new Float32Array(height * width)
  for (let i = 0; i < field.length; i++) {
    let sum = 0
    for (let k = 0; k <= span; k++) sum += weights[k]! * rows[i + k * width]!
    field[i] = sum
  }
  return field
}
