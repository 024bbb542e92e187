import type { DType, TypedArray } from '@thinned/tensor'
import { bytesOf } from '../runtime/memory-pool.ts'
import type { Job } from '../threads/job.ts'

/** What a phase did to the memory, in order. */
export type Note =
  | {
      readonly kind: 'launch'
      readonly job: Job
      readonly chunks: number
      readonly alone: number
      readonly values: readonly number[]
    }
  /** A test of numbers that were there before the phase. */
  | {
      readonly kind: 'check'
      readonly address: number
      readonly dtype: DType
      readonly length: number
      readonly check: (values: TypedArray) => void
    }
  | { readonly kind: 'write'; readonly address: number; readonly dtype: DType; readonly values: ArrayLike<number> }
  /** Sets bytes to a value, or words, where there are `words`. */
  | { readonly kind: 'fill'; readonly address: number; readonly length: number; readonly value: number }
  | { readonly kind: 'fillWords'; readonly address: number; readonly length: number; readonly value: number }
  | {
      readonly kind: 'choose'
      readonly address: number
      readonly limit: number
      readonly below: readonly Note[]
      readonly otherwise: readonly Note[]
    }

/** More numbers than these, written from JavaScript in one step, are data that a program should not repeat. */
const MOST_WRITTEN = 1 << 16

/** Notes of one phase. A method returns whether the runtime must leave out the work: in the way that a choice does not take. */
export class Notes {
  #notes: Note[] = []
  #isLeftOut = false
  /** Why the phase cannot be replayed. The first reason stays. */
  obstacle: string | undefined

  get list(): readonly Note[] {
    return this.#notes
  }

  launch(job: Job, chunks: number, alone: number, values: readonly number[]): boolean {
    return this.#add({ kind: 'launch', job, chunks, alone, values })
  }

  write(address: number, dtype: DType, values: ArrayLike<number>): boolean {
    if (values.length > MOST_WRITTEN) this.refuse(`${values.length} numbers were written to a tensor`)
    return this.#add({ kind: 'write', address, dtype, values: Array.from(values) })
  }

  /** Notes a test of numbers that no kernel of the phase has touched before. */
  check(address: number, dtype: DType, length: number, check: (values: TypedArray) => void): void {
    const bytes = bytesOf(dtype, length)
    if (this.#notes.some((note) => note.kind !== 'check' && touches(note, address, address + bytes)))
      this.refuse('the work checked numbers that it may have computed')
    this.#notes.push({ kind: 'check', address, dtype, length, check })
  }

  fill(address: number, length: number, value: number): boolean {
    return this.#add({ kind: 'fill', address, length, value })
  }

  fillWords(address: number, length: number, value: number): boolean {
    return this.#add({ kind: 'fillWords', address, length, value })
  }

  /** Runs the way that the word at an address takes, and notes the other one without running it. */
  choose(address: number, limit: number, isBelow: boolean, below: () => void, otherwise: () => void): void {
    const lists = [this.#way(below, isBelow), this.#way(otherwise, !isBelow)] as const
    this.#add({ kind: 'choose', address, limit, below: lists[0], otherwise: lists[1] })
  }

  refuse(obstacle: string): void {
    this.obstacle ??= obstacle
  }

  #add(note: Note): boolean {
    this.#notes.push(note)
    return this.#isLeftOut
  }

  #way(fn: () => void, isTaken: boolean): readonly Note[] {
    const [notes, isLeftOut] = [this.#notes, this.#isLeftOut]
    const way: Note[] = []
    this.#notes = way
    this.#isLeftOut ||= !isTaken
    try {
      fn()
    } finally {
      this.#notes = notes
      this.#isLeftOut = isLeftOut
    }
    return way
  }
}

/** Whether one of the numbers of a note is an address from `from` to before `end`. */
function touches(note: Note, from: number, end: number): boolean {
  if (note.kind === 'choose') return [...note.below, ...note.otherwise].some((inner) => touches(inner, from, end))
  const numbers = note.kind === 'launch' ? note.values : [note.address]
  return numbers.some((number) => number >= from && number < end)
}
