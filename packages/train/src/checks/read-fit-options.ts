import {
  boolean,
  Fault,
  type Fields,
  func,
  list,
  object,
  optional,
  type Read,
  type Schema,
  value,
} from '@thinned/schema'
import { lossOption } from '../evaluate/objective.ts'
import { clipLimit, fromZero, trainOptions } from '../options.ts'
import type { RunOptions } from '../run/fit-options.ts'
import type { ParameterGroup } from '../updates/parameter-groups.ts'
import { callback } from './callback.ts'
import { checkpoint, monitorFields } from './checkpoint-option.ts'
import {
  averaging,
  backend,
  constraint,
  count,
  examples,
  isExamples,
  metrics,
  optimizer,
  runKey,
  signal,
} from './parts.ts'

const group = object({
  match: value<ParameterGroup['match']>(
    "a pattern of paths, such as 'linear1/*', a regular expression, or a function of the path",
    (given) => typeof given === 'string' || typeof given === 'function' || given instanceof RegExp,
  ),
  optimizer: optional(optimizer),
  l1: optional(fromZero),
  l2: optional(fromZero),
  constraint: optional({
    takes: `${constraint.takes}, or null`,
    read: (given, path) => (given === null ? null : constraint.read(given, path)),
  }),
  frozen: optional(boolean),
} satisfies Fields<ParameterGroup>)

const validateEvery = value<NonNullable<RunOptions['validateEvery']>>(
  '{ steps: 100 } or { epochs: 1 }, of other numbers',
  (given) => {
    const [[unit, every] = ['', 0], ...others] = Object.entries(Object(given))
    return others.length === 0 && ['steps', 'epochs'].includes(unit) && Number.isSafeInteger(every) && Number(every) > 0
  },
)

const dataFields = object({ train: examples, validation: optional(examples) })

/** The data by its roles. The usual mistake is to give the training data alone. */
const fitData: typeof dataFields = {
  takes: dataFields.takes,
  read(given, path) {
    if (isExamples(given)) throw new Fault(path, given, `${dataFields.takes}. Write data: { train: … } with it`)
    return dataFields.read(given, path)
  },
}

const fields = {
  data: fitData,
  loss: lossOption,
  metrics: optional(metrics),
  epochs: count,
  batchSize: count,
  accumulate: optional(count),
  measureTraining: optional(
    value<number | 'all' | 'none'>(
      "an integer from 1, 'all' or 'none'",
      (given) => ['all', 'none'].includes(given as string) || (Number.isSafeInteger(given) && Number(given) > 0),
    ),
  ),
  optimizer,
  groups: optional(list(group, "a list of groups, such as [{ match: 'linear1/*', frozen: true }]")),
  constraint: optional(constraint),
  l2: optional(fromZero),
  l1: optional(fromZero),
  clipNorm: optional(clipLimit),
  averaging: optional(averaging),
  key: runKey,
  backend: optional(backend),
  signal: optional(signal),
  callbacks: optional(list(callback, 'a list of callbacks, such as [progressBar(process.stderr)]')),
  validateEvery: optional(validateEvery),
  earlyStopping: optional(object({ ...monitorFields, patience: count })),
  checkpoint: optional(checkpoint),
  check: optional(func<NonNullable<RunOptions['check']>>()),
  onWarning: optional(func<NonNullable<RunOptions['onWarning']>>()),
  resume: optional(boolean),
}

const read = trainOptions('fit', fields satisfies { readonly [Name in keyof RunOptions]-?: Schema<unknown> }, {
  clip: 'clipNorm',
  classWeights: 'loss: losses.crossEntropy.with({ classWeights })',
  classWeight: 'loss: losses.crossEntropy.with({ classWeights })',
  labelSmoothing: 'loss: losses.crossEntropy.with({ labelSmoothing })',
  learningRate: 'optimizer: adam({ learningRate })',
  lr: 'optimizer: adam({ learningRate })',
  weightDecay: 'l2, or optimizer: adamW({ weightDecay })',
  validationData: 'data: { train, validation }',
  validationSplit: 'data: { train, validation }',
  shuffle: 'nothing: each epoch has an order of its own',
  seed: 'key: key(42)',
  verbose: 'callbacks: [progressBar(process.stderr)]',
  device: 'backend',
  'earlyStopping.restoreBestWeights': 'nothing: the model gets its best weights',
  'groups[].freeze': 'frozen: true',
  'groups[].trainable': 'frozen: true',
  'callbacks[].onEpochEnd': 'epoch',
  'callbacks[].onBatchEnd': 'step',
  'callbacks[].onTrainBegin': 'start',
  'callbacks[].onTrainEnd': 'stop',
})

/** The options of fit, checked one by one: copies, which the caller cannot change during the run. */
export function readFitOptions(given: unknown): RunOptions {
  return read(given) as Read<typeof fields> as RunOptions
}
