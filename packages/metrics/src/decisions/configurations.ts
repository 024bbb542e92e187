import { entropyOfRows } from '../uncertainty/entropy.ts'

/**
 * The joint outcomes (configurations) of the classes of some rows, each with its probability, and with the probability of each network given that
 * outcome. At most `most` of them: all, or a weighted sample.
 */
export class Configurations {
  readonly #networks: number
  readonly #classes: number
  readonly #most: number
  /** Of the configurations [m]; their sum is 1. */
  #probabilities: Float64Array = Float64Array.of(1)
  /** Of the networks, given a configuration [m, networks]. */
  #weights: Float64Array
  /** Of the networks [networks]: their mean over the configurations. */
  #meanWeights: Float64Array

  constructor(networks: number, classes: number, most: number) {
    this.#networks = networks
    this.#classes = classes
    this.#most = most
    this.#weights = new Float64Array(networks).fill(1 / networks)
    this.#meanWeights = this.#weights
  }

  /**
   * What the class of one more row, of probabilities [networks, classes], says about the network when those before are known: the conditional mutual
   * information in nats, from 0. It is the mean entropy of the class given a configuration, less that given the network too.
   */
  gain(row: Float64Array): number {
    const entropies = entropyOfRows(this.#predicted(row), this.#classes)
    let gain = 0
    for (let j = 0; j < entropies.length; j++) gain += this.#probabilities[j]! * entropies[j]!
    const within = entropyOfRows(row, this.#classes)
    for (let k = 0; k < within.length; k++) gain -= this.#meanWeights[k]! * within[k]!
    return Math.max(gain, 0) // By Jensen's inequality; rounding alone goes below.
  }

  /**
   * Adds a row. Where more than `most` configurations are possible, systematic sampling keeps so many, by one uniform draw: each as often as its
   * probability says, up or down to the next integer. So what is computed from them stays unbiased.
   */
  add(row: Float64Array, draw: number): void {
    const [networks, classes] = [this.#networks, this.#classes]
    const joint = this.#predicted(row)
    let total = 0
    for (let i = 0; i < joint.length; i++) total += joint[i]! *= this.#probabilities[Math.floor(i / classes)]!
    for (let i = 0; i < joint.length; i++) joint[i]! /= total
    const possible = joint.reduce((count, probability) => count + (probability > 0 ? 1 : 0), 0)
    const probabilities = possible > this.#most ? sampled(joint, this.#most, draw) : joint
    const kept = probabilities.reduce((count, probability) => count + (probability > 0 ? 1 : 0), 0)
    const [before, weights] = [this.#weights, new Float64Array(kept * networks)]
    this.#probabilities = new Float64Array(kept)
    this.#meanWeights = new Float64Array(networks)
    let to = 0
    for (let i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i]! > 0)) continue
      const [from, label] = [Math.floor(i / classes) * networks, i % classes]
      let sum = 0
      for (let k = 0; k < networks; k++)
        sum += weights[to * networks + k] = before[from + k]! * row[k * classes + label]!
      for (let k = 0; k < networks; k++) {
        weights[to * networks + k]! /= sum
        this.#meanWeights[k]! += probabilities[i]! * weights[to * networks + k]!
      }
      this.#probabilities[to++] = probabilities[i]!
    }
    this.#weights = weights
  }

  /** The probability of each class given each configuration [m, classes]: the product of the weights and the row. */
  #predicted(row: Float64Array): Float64Array {
    const [networks, classes, weights] = [this.#networks, this.#classes, this.#weights]
    // By classes, so that each sum runs along both arrays.
    const columns = new Float64Array(row.length)
    for (let i = 0; i < row.length; i++) columns[(i % classes) * networks + Math.floor(i / classes)] = row[i]!
    const predicted = new Float64Array(this.#probabilities.length * classes)
    for (let i = 0; i < predicted.length; i++) {
      const [from, column] = [Math.floor(i / classes) * networks, (i % classes) * networks]
      let sum = 0
      for (let k = 0; k < networks; k++) sum += weights[from + k]! * columns[column + k]!
      predicted[i] = sum
    }
    return predicted
  }
}

/** Multiples of 1/count, with the given probabilities as their means. */
function sampled(probabilities: Float64Array, count: number, draw: number): Float64Array {
  let [sum, taken] = [0, 0]
  return probabilities.map((probability) => {
    sum += probability
    // The points (i + draw)/count below the sum so far.
    const until = Math.min(Math.max(Math.ceil(sum * count - draw), taken), count)
    const times = until - taken
    taken = until
    return times / count
  })
}
