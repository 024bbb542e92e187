import type { TaskName } from '../data/demo-data.ts'
import type { Views } from '../measures/views.ts'
import type { TrainedNetwork } from '../training/train-network.ts'

/** A network and its error on the test examples. The gap is test minus training error. */
export interface TestedNetwork extends TrainedNetwork {
  readonly testError: number
  readonly gap: number
}

/** Both networks, and how fast each of them learned. */
export interface Comparison {
  readonly task: TaskName
  readonly plain: TestedNetwork
  readonly dropout: TestedNetwork
  /** The epochs after which the full network's training loss was at most `loss`, the higher of the two final losses; undefined for never. */
  readonly epochsToLoss: {
    readonly loss: number
    readonly plain: number | undefined
    readonly dropout: number | undefined
  }
}

export function comparisonOf(views: Views, plain: TrainedNetwork, dropout: TrainedNetwork): Comparison {
  const loss = Math.max(plain.loss, dropout.loss)
  const epochs = ({ history }: TrainedNetwork): number | undefined => {
    const first = history.findIndex((record) => record.loss <= loss)
    return first < 0 ? undefined : first + 1
  }
  const tested = (network: TrainedNetwork, { testError }: { readonly testError: number }): TestedNetwork => ({
    ...network,
    testError,
    gap: testError - network.trainError,
  })
  return {
    task: views.task,
    plain: tested(plain, views.plain.measures),
    dropout: tested(dropout, views.dropout.measures),
    epochsToLoss: { loss, plain: epochs(plain), dropout: epochs(dropout) },
  }
}
