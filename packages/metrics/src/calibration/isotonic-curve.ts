import { Fault, type Fields, list, number, object, type Schema } from '@thinned/schema'

/** A rising curve through these points: linear between them, and constant beyond the first and the last. */
export interface Curve {
  /** Rising. */
  readonly from: readonly number[]
  /** Rising or equal, in [0, 1]. */
  readonly to: readonly number[]
}

/** Mean of the outcomes of equal scores, then of all neighbors that would fall. */
interface Block {
  readonly from: number
  readonly to: number
  readonly right: number
  readonly count: number
}

const meanOf = ({ right, count }: Block): number => right / count

/** The rising function of the scores with the least squared distance to the outcomes (0 or 1), by pool adjacent violators. */
export function isotonicCurve(scores: Float64Array, outcomes: Uint8Array): Curve {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
  const blocks: Block[] = []
  for (let i = 0; i < order.length; ) {
    const score = scores[order[i]!]!
    let block = { from: score, to: score, right: 0, count: 0 }
    for (; i < order.length && scores[order[i]!] === score; i++)
      block = { ...block, right: block.right + outcomes[order[i]!]!, count: block.count + 1 }
    while (blocks.length > 0 && meanOf(blocks.at(-1)!) >= meanOf(block)) {
      const { from, right, count } = blocks.pop()!
      block = { from, to: block.to, right: right + block.right, count: count + block.count }
    }
    blocks.push(block)
  }
  const points = blocks.flatMap((block) =>
    [...new Set([block.from, block.to])].map((at) => [at, meanOf(block)] as const),
  )
  return { from: points.map(([at]) => at), to: points.map(([, value]) => value) }
}

/** The value of the curve at x. */
export function curveAt({ from, to }: Curve, x: number): number {
  let [low, high] = [0, from.length - 1]
  if (x <= from[low]!) return to[low]!
  if (x >= from[high]!) return to[high]!
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (from[middle]! <= x) low = middle
    else high = middle
  }
  const share = (x - from[low]!) / (from[high]! - from[low]!)
  return Math.min(to[low]! + share * (to[high]! - to[low]!), to[high]!)
}

const share = number({ from: 0, to: 1 })
const fields = object({ from: list(share), to: list(share) } satisfies Fields<Curve>)

/** Points of which there is one at least, as many values, and none that falls. */
export const curveSchema: Schema<Curve> = {
  takes: fields.takes,
  read(value, path) {
    const curve = fields.read(value, path)
    const { from, to } = curve
    if (from.length === 0) throw new Fault(`${path}.from`, from, 'a list of one number or more')
    if (to.length !== from.length) throw new Fault(`${path}.to`, to, `a list of ${from.length} numbers`)
    for (let i = 1; i < from.length; i++) {
      if (!(from[i]! > from[i - 1]!)) throw new Fault(`${path}.from[${i}]`, from[i], `a number above ${from[i - 1]}`)
      if (!(to[i]! >= to[i - 1]!)) throw new Fault(`${path}.to[${i}]`, to[i], `a number from ${to[i - 1]}`)
    }
    return curve
  },
}
