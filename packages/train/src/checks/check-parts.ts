import type { RunOptions } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'

/**
 * Refuses parts of a run that cannot do what they are there for: above all functions that make one and were not called, which would be passed
 * over without a word.
 *
 * @throws {TrainError} with what was given, and how one is written.
 */
export function checkParts(options: RunOptions): void {
  const { optimizer, constraint, averaging, groups = [], callbacks = [], checkpoint, metrics } = options
  checkPart('fit', 'optimizer', optimizer, 'update', 'optimizer: sgd({ learningRate: 0.1 })')
  for (const one of [constraint, ...groups.map((group) => group.constraint)])
    if (one) checkPart('fit', 'constraint', one, 'apply', 'constraint: constraints.maxNorm(3)')
  for (const { optimizer: one } of groups)
    if (one) checkPart('fit', 'optimizer of a group', one, 'update', 'optimizer: sgd({ learningRate: 0.01 })')
  if (averaging) checkPart('fit', 'averaging', averaging, 'update', 'averaging: averaging.ema({ decay: 0.999 })')
  if (!Array.isArray(callbacks))
    throw new TrainError(
      'fit was given callbacks that are no list; write, for example, callbacks: [{ epoch: ({ record }) => console.log(record.loss) }].',
    )
  if (checkpoint)
    checkPart('fit', 'checkpoint store', checkpoint.store, 'save', "store: fileCheckpoint('run.safetensors')")
  if (metrics) checkMetrics('fit', metrics)
}

/** Refuses all but metrics; a measure that is not called is none. */
export function checkMetrics(owner: string, metrics: object): void {
  for (const [name, metric] of Object.entries(metrics))
    checkPart(owner, `metric ${name}`, metric, 'update', `${name}: accuracy(), or ${name}: ece({ bins: 15 })`)
}

function checkPart(owner: string, role: string, given: unknown, method: string, example: string): void {
  const isFunction = typeof given === 'function'
  // Functions have methods of their own: apply is one.
  if (!isFunction && typeof (given as Readonly<Record<string, unknown>> | null)?.[method] === 'function') return
  const called = isFunction ? `the function ${given.name}` : JSON.stringify(given)
  throw new TrainError(
    `${owner} was given ${called} as ${role}, which has no ${method}; write, for example, ${example}.`,
  )
}
