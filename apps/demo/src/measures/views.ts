import type { LearningData } from '../data/demo-data.ts'
import type { TrainedNetwork } from '../training/train-network.ts'
import { type ClassView, viewOfClasses } from './classes.ts'
import { type NumberView, viewOfNumbers } from './numbers.ts'

/** The three ways to predict: the network without dropout, the full network trained with it, and the mean of its thinned networks. */
export interface Ways<T> {
  readonly plain: T
  readonly dropout: T
  readonly monteCarlo: T
}

/** What each way knows of its errors. */
export type Views =
  | ({ readonly task: 'classification' } & Ways<ClassView>)
  | ({ readonly task: 'regression' } & Ways<NumberView>)

export function viewsOf(data: LearningData, plain: TrainedNetwork, dropout: TrainedNetwork): Views {
  const [first, second] = [plain.predictions, dropout.predictions]
  if (data.task === 'classification' && first.task === 'classification' && second.task === 'classification')
    return {
      task: 'classification',
      plain: viewOfClasses(data, first.full),
      dropout: viewOfClasses(data, second.full),
      monteCarlo: viewOfClasses(data, second.sampled!),
    }
  if (data.task === 'regression' && first.task === 'regression' && second.task === 'regression')
    return {
      task: 'regression',
      plain: viewOfNumbers(data, first.full),
      dropout: viewOfNumbers(data, second.full),
      monteCarlo: viewOfNumbers(data, second.sampled!),
    }
  throw new Error(`The networks predict ${first.task} and ${second.task}; the data is for ${data.task}.`)
}
