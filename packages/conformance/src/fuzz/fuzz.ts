import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { ThinnedError } from '@thinned/schema'
import type { FuzzTarget } from './fuzz-target.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJson } from './mutate-json.ts'
import { type Random, randomOf } from './random.ts'

const FOLDER = join(import.meta.dirname, 'targets')

/** The names of all targets: the files of the folder. */
export const TARGETS: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .sort()

export async function loadTarget(name: string): Promise<FuzzTarget> {
  return ((await import(join(FOLDER, `${name}.ts`))) as { readonly target: FuzzTarget }).target
}

/** The most milliseconds that a reader may take for a file of a few kilobytes. */
const MOST_MILLISECONDS = 2000

/** What went wrong, and how to see it again. */
export interface Finding {
  readonly target: string
  readonly mutation: number
  readonly what: string
}

export interface FuzzOptions {
  readonly seed: number
  /** The number of the first mutation. */
  readonly from: number
  readonly mutations: number
  /** Before each mutation: what hangs can be named. */
  readonly onMutation?: (mutation: number) => void
}

/** How often a mutation was read, refused, or read as something else than the sample. */
export interface FuzzCounts {
  same: number
  other: number
  refused: number
}

interface Outcome {
  readonly error?: unknown
  readonly value?: unknown
}

const outcomeOf = async (target: FuzzTarget, bytes: Uint8Array): Promise<Outcome> => {
  try {
    return { value: await target.read(bytes) }
  } catch (error) {
    return { error }
  }
}

const guarded = [Object.prototype, Array.prototype, Function.prototype, Object, Array]
const keysOf = (): number => guarded.reduce<number>((count, each) => count + Reflect.ownKeys(each).length, 0)

/** Attacks one reader. Every mutation follows from the seed and its number. */
export async function fuzz(
  name: string,
  target: FuzzTarget,
  { seed, from, mutations, onMutation }: FuzzOptions,
): Promise<{ readonly findings: readonly Finding[]; readonly counts: FuzzCounts }> {
  // Not Buffers, whose slice does not copy.
  const samples = (await target.samples()).map((sample) => Uint8Array.from(sample))
  const whole: Outcome[] = []
  for (const sample of samples) whole.push(await outcomeOf(target, sample))
  const findings: Finding[] = []
  const counts: FuzzCounts = { same: 0, other: 0, refused: 0 }
  for (const [i, { error }] of whole.entries())
    if (error) findings.push({ target: name, mutation: -1, what: `sample ${i} is refused: ${describe(error)}` })
  for (let mutation = from; mutation < from + mutations; mutation++) {
    onMutation?.(mutation)
    const random = randomOf(seed, mutation)
    const index = random.below(samples.length)
    const { bytes, isResealed } = mutate(target, samples, index, random)
    const keys = keysOf()
    const start = performance.now()
    const outcome = await outcomeOf(target, bytes)
    const milliseconds = performance.now() - start
    const found = (what: string): void => void findings.push({ target: name, mutation, what })
    if (keysOf() !== keys || 'polluted' in {}) found('a prototype has changed')
    if (milliseconds > MOST_MILLISECONDS) found(`it took ${Math.round(milliseconds)} ms`)
    if ('error' in outcome) {
      counts.refused++
      const fault = untyped(outcome.error)
      if (fault !== undefined) found(`an untyped error: ${describe(fault)}`)
    } else if (isDeepStrictEqual(outcome.value, whole[index]!.value)) counts.same++
    else {
      counts.other++
      if (target.hasChecksum && !isResealed) found('it was read as something else')
    }
  }
  return { findings, counts }
}

/** An error that is none of ours, also where one of ours hides it. */
function untyped(error: unknown): unknown {
  if (!(error instanceof ThinnedError)) return error
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause)
    if (['TypeError', 'RangeError', 'ReferenceError', 'InternalError'].includes(cause.name) && !('code' in cause))
      return cause
  return undefined
}

function mutate(
  target: FuzzTarget,
  samples: readonly Uint8Array[],
  index: number,
  random: Random,
): { bytes: Uint8Array; isResealed: boolean } {
  const sample = samples[index]!
  if (target.json && random.below(2) === 0) {
    const json = mutateJson(target.json.of(sample), random)
    return { bytes: target.json.replace(sample, json), isResealed: true }
  }
  return { bytes: mutateBytes(sample, random, random.pick(samples)), isResealed: false }
}

function describe(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? `${error}`).split('\n').slice(0, 4).join(' | ').slice(0, 700)
    : `${error}`
}
