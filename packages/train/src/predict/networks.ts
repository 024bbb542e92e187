import type { AnyModel, Mixture, Pass } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import type { RunModel } from '../batches/tensors.ts'

/** The networks that samples are drawn from, in rounds of `size`: a standard error is looked at after whole rounds. */
export interface Networks {
  readonly size: number
  /** Whether the full network runs too. */
  readonly full: boolean
  of(sample: number): Sampled
}

/** What runs for a sample. */
export interface Sampled {
  readonly model: RunModel
  /** The key of its draws; undefined for a full network. */
  readonly key: Key | undefined
  /** Its pass, from that of the whole model. */
  pass(root: Pass): Pass
}

/**
 * The thinned networks of a model. Sample s draws from the key folded with s, in a mixture from its member s modulo the number of members. Without a key
 * they are the full networks of a mixture.
 */
export function networksOf(model: RunModel, key: Key | undefined): Networks {
  const members = membersOf(model)
  const keyOf = (sample: number): Key | undefined => key && foldIn(key, sample)
  if (!members) return { size: 1, full: true, of: (sample) => ({ model, key: keyOf(sample), pass: (root) => root }) }
  const of = (sample: number): Sampled => {
    const [name, member] = members[sample % members.length]!
    return { model: member, key: keyOf(sample), pass: (root) => root.at(name) }
  }
  return { size: members.length, full: key !== undefined, of }
}

/** The members of a mixture, by their names; undefined of another model. */
export function membersOf(model: RunModel): readonly (readonly [name: string, member: RunModel])[] | undefined {
  return taskOf(model) === undefined
    ? undefined
    : Object.entries(model.children as Readonly<Record<string, AnyModel>> as Readonly<Record<string, RunModel>>)
}

/** What a mixture is for; undefined of another model. */
export function taskOf(model: RunModel): Mixture['task'] | undefined {
  const { kind, task } = model as Partial<Mixture>
  return kind === 'mixture' ? task : undefined
}
