import type { DemoData } from '../data/demo-data.ts'
import type { TrainedNetwork } from '../training/train-network.ts'

/** Both networks, and how fast each of them learned. */
export interface Comparison {
  readonly task: DemoData['task']
  readonly plain: TrainedNetwork
  readonly dropout: TrainedNetwork
  /** The epochs after which the full network's training loss was at most `loss`, the higher of the two final losses; undefined for never. */
  readonly epochsToLoss: {
    readonly loss: number
    readonly plain: number | undefined
    readonly dropout: number | undefined
  }
}

export function comparisonOf(task: DemoData['task'], plain: TrainedNetwork, dropout: TrainedNetwork): Comparison {
  const loss = Math.max(plain.loss, dropout.loss)
  const epochs = ({ history }: TrainedNetwork): number | undefined => {
    const first = history.findIndex((record) => record.loss <= loss)
    return first < 0 ? undefined : first + 1
  }
  return { task, plain, dropout, epochsToLoss: { loss, plain: epochs(plain), dropout: epochs(dropout) } }
}
