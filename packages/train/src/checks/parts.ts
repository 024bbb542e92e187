import type { DataSource, Dataset } from '@thinned/data'
import type { Moment } from '@thinned/nn'
import { isKey, type Key } from '@thinned/rng'
import { Fault, functionName, integer, object, optional, record, type Schema, value } from '@thinned/schema'
import type { Backend } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import type { RunMetric } from '../evaluate/metrics.ts'
import type { AveragingRule, Constraint, Optimizer } from '../updates/rules.ts'

/** How to call a maker of parts: with nothing where it needs nothing, or as the example of `takes` is. */
function callAdvice(given: { readonly name: string; readonly length: number }, takes: string): string {
  const example = takes.split('such as ')[1]!
  const name = functionName(given)
  if (example.endsWith(`${name}()`)) return `Call it, as in ${example}`
  return given.length > 0 || !name || example.includes(`${name}(`)
    ? `Call it with what it takes, as in ${example}`
    : `Call it, as in ${name}()`
}

/** What has a method and other members, such as an optimizer. The usual mistake is to give the function that makes it: `adam` for `adam()`. */
/* @__NO_SIDE_EFFECTS__ */
export function part<T>(takes: string, method: string, ...members: readonly string[]): Schema<T> {
  return {
    takes,
    read(given, path) {
      // Every function has methods; apply is one.
      if (typeof given === 'function') throw new Fault(path, given, `${takes}. ${callAdvice(given, takes)}`)
      const has = (name: string) => Object(given)[name] !== undefined
      if (typeof Object(given)[method] !== 'function' || !members.every(has)) throw new Fault(path, given, takes)
      return given as T
    },
  }
}

export const optimizer: Schema<Optimizer> = /* @__PURE__ */ part(
  'an optimizer, such as adam({ learningRate: 0.01 })',
  'update',
  'settings',
)

export const constraint: Schema<Constraint> = /* @__PURE__ */ part(
  'a constraint, such as constraints.maxNorm(3)',
  'apply',
)

export const averaging: Schema<AveragingRule> = /* @__PURE__ */ part(
  'a rule of averaging, such as averaging.ema({ decay: 0.999 })',
  'update',
  'every',
)

export const metrics: Schema<Readonly<Record<string, RunMetric>>> = /* @__PURE__ */ record(
  /* @__PURE__ */ part<RunMetric>('a metric, such as accuracy()', 'empty', 'update', 'compute'),
  'an object of metrics, such as { accuracy: accuracy() }',
)

export const backend: Schema<Backend> = /* @__PURE__ */ part('a backend, such as await wasm()', 'read')

export function isExamples(given: unknown): boolean {
  const { inputs, targets, fetch, inputShape, targetShape } = Object(given)
  const parts = typeof fetch === 'function' ? [inputShape, targetShape] : [inputs, targets]
  return parts.every((each) => Object(each) === each)
}

/** A data set in memory, or a source. What they hold is checked where they are used. */
export const examples: Schema<Dataset | DataSource> = {
  takes: 'a data set or a source, such as twoMoons({ size: 200, key: key(1) })',
  read(given, path) {
    if (!isExamples(given)) throw new Fault(path, given, this.takes)
    const { fetch, size, classes } = Object(given)
    if (fetch && !(Number.isSafeInteger(size) && size >= 0)) throw new Fault(`${path}.size`, size, 'an integer from 1')
    if (classes !== undefined && !(Number.isSafeInteger(classes) && classes > 0))
      throw new Fault(`${path}.classes`, classes, 'an integer from 1')
    return given as Dataset | DataSource
  },
}

export const runKey: Schema<Key> = /* @__PURE__ */ value('a key, such as key(42)', isKey)

export const signal: Schema<StopSignal> = /* @__PURE__ */ value(
  'an AbortSignal, such as the signal of an AbortController',
  (given) => typeof Object(given).aborted === 'boolean',
)

/** A moment of a run that has ended; a pass needs no validations. */
export const moment: Schema<Moment> = /* @__PURE__ */ object({
  step: /* @__PURE__ */ integer({ from: 0 }),
  steps: /* @__PURE__ */ integer({ from: 1 }),
  epoch: /* @__PURE__ */ integer({ from: 0 }),
  validations: /* @__PURE__ */ optional(/* @__PURE__ */ value<Moment['validations']>('a list', Array.isArray)),
})

/** How many, or each how many. */
export const count: Schema<number> = /* @__PURE__ */ integer({ from: 1 })
