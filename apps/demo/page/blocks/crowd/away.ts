import { type ClassPrediction, type FullClassPrediction, metrics } from 'thinned'
import { AWAY, SIDE, SURE } from './sizes.ts'

/** How sure a predictor is of the test examples, and away from the data. */
export interface Figures {
  /** The share of the test examples that are classified rightly. */
  readonly accuracy: number
  /** The mean entropy and mutual information, in nats. */
  readonly testEntropy: number
  readonly testInformation: number
  readonly awayEntropy: number
  readonly awayInformation: number
  /** The share of the cells away from the data in which one class has more than 95 %. */
  readonly sure: number
  /** The probability that a cell away from the data has a higher entropy than a test example; 0.5 is chance. */
  readonly foundByEntropy: number
  /** The same of the mutual information; absent where there is one network alone. */
  readonly foundByInformation?: number
}

/** How far each cell is from the nearest training point. */
export function distancesFrom(training: Float32Array, cells: Float32Array): Float32Array {
  return Float32Array.from({ length: cells.length / 2 }, (_, i) => {
    let nearest = Number.POSITIVE_INFINITY
    for (let j = 0; j < training.length; j += 2) {
      const [x, y] = [training[j]! - cells[2 * i]!, training[j + 1]! - cells[2 * i + 1]!]
      nearest = Math.min(nearest, x * x + y * y)
    }
    return Math.sqrt(nearest)
  })
}

/** The figures of a prediction of all cells, with their distance from the data, and after them of the test examples with these labels. */
export function figuresOf(
  prediction: ClassPrediction | FullClassPrediction,
  distance: Float32Array,
  labels: Int32Array,
): Figures {
  const { entropy, predicted } = prediction
  const probabilities = prediction.mean.data
  const places = [...distance.keys()].filter((cell) => distance[cell]! > AWAY)
  const split = (nats: Float32Array) => ({
    away: places.map((cell) => nats[cell]!),
    test: [...nats.subarray(SIDE * SIDE)],
  })
  const total = split(entropy)
  const several = 'mutualInformation' in prediction ? split(prediction.mutualInformation) : undefined
  const sure = places.filter((cell) => isSure(probabilities, cell))
  return {
    accuracy: metrics.measure(metrics.accuracy(), { predicted: predicted.subarray(SIDE * SIDE), labels }),
    testEntropy: mean(total.test),
    testInformation: several ? mean(several.test) : 0,
    awayEntropy: mean(total.away),
    awayInformation: several ? mean(several.away) : 0,
    sure: sure.length / places.length,
    foundByEntropy: found(total),
    ...(several ? { foundByInformation: found(several) } : {}),
  }
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

/** Whether one of two classes has more than 95 %. */
export const isSure = (probabilities: Float32Array, cell: number): boolean =>
  Math.max(probabilities[2 * cell]!, probabilities[2 * cell + 1]!) > SURE

/** The area under the ROC curve of telling cells away from the data from test examples. */
const found = ({ away, test }: { readonly away: readonly number[]; readonly test: readonly number[] }): number =>
  metrics.measure(metrics.auroc(), {
    probabilities: [...test, ...away],
    classes: 1,
    labels: Int32Array.from({ length: test.length + away.length }, (_, i) => (i < test.length ? 0 : 1)),
  })
