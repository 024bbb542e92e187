import type { Arena } from './arena.ts'
import { BRANCH, COPY, END, FILL, FILL_WORDS, LAUNCH, SKIP, WRITE } from './instructions.ts'
import type { Note } from './notes.ts'
import { AS_FLOAT, type Follows, type Sources, wordOf } from './sources.ts'

/** The instructions of a phase. */
export interface LinkedPhase {
  readonly words: readonly number[]
  /** The words that follow sources, by their index. */
  readonly slots: readonly (Follows & { readonly word: number })[]
  readonly checks: readonly (Note & { readonly kind: 'check' })[]
}

/** A difference of two traces, as a sentence. */
export class Difference extends Error {}

const float64 = new Float64Array(1)
const halves = new Int32Array(float64.buffer)

/**
 * Compares the notes of a phase in two traces, and writes its instructions. A number is a constant where it is the same in both, or the same place in
 * each arena; else it follows a source.
 *
 * @throws {Difference} where the traces differ.
 */
export function linkPhase(
  a: readonly Note[],
  b: readonly Note[],
  arenas: readonly [Arena, Arena],
  sources: Sources,
): LinkedPhase {
  const words: number[] = []
  const slots: (Follows & { word: number })[] = []
  const checks: (Note & { kind: 'check' })[] = []

  const integer = (x: number, y: number, what: string): void => {
    const [first, second] = [x | 0, y | 0]
    if (first !== second && !isSamePlace(arenas, x, y)) follow(first, second, false, x, y, what)
    words.push(first)
  }
  const float = (x: number, y: number, what: string): void => {
    const [first, second] = [wordOf(x, AS_FLOAT), wordOf(y, AS_FLOAT)]
    if (first !== second) follow(first, second, true, x, y, what)
    words.push(first)
  }
  const follow = (first: number, second: number, isFloat: boolean, x: number, y: number, what: string): void => {
    const follows = sources.find(first, second, isFloat)
    if (!follows) throw new Difference(`${what} was ${x} in one step and ${y} in another, which follows no source`)
    slots.push({ ...follows, word: words.length })
  }
  const same = (x: number, y: number, what: string): number => {
    if (!Object.is(x, y)) throw new Difference(`${what} was ${x} in one step and ${y} in another`)
    return x
  }

  const link = (one: readonly Note[], other: readonly Note[]): void => {
    for (const [i, note] of one.entries()) {
      const twin = other[i]
      if (!twin || twin.kind !== note.kind)
        throw new Difference(`${nameOf(note)} ran in one step, ${nameOf(twin)} in another`)
      linkNote(note, twin)
    }
    if (other.length > one.length) throw new Difference(`${nameOf(other[one.length])} ran in one step only`)
  }

  const linkNote = (note: Note, twin: Note): void => {
    if (note.kind === 'launch' && twin.kind === 'launch') {
      const { job, chunks, alone, values } = note
      if (job !== twin.job) throw new Difference(`${job.name} ran in one step, ${twin.job.name} in another`)
      words.push(LAUNCH, job.tableIndex, same(chunks, twin.chunks, `The number of chunks of ${job.name}`))
      words.push(same(alone, twin.alone, `Whether ${job.name} ran on one thread`), 16 * Math.ceil(values.length / 2), 0)
      for (const [i, type] of job.types.entries()) {
        const [x, y, what] = [values[i]!, twin.values[i]!, `Argument ${i} of ${job.name}`]
        if (type === 'f64') {
          float64[0] = same(x, y, what)
          words.push(halves[0]!, halves[1]!)
        } else {
          if (type === 'i32') integer(x, y, what)
          else float(x, y, what)
          words.push(0)
        }
      }
      if (values.length % 2 === 1) words.push(0, 0)
    } else if (note.kind === 'write' && twin.kind === 'write') linkWrite(note, twin)
    else if (note.kind === 'check' && twin.kind === 'check') {
      if (note.address !== twin.address && !isSamePlace(arenas, note.address, twin.address))
        throw new Difference('Numbers of two tensors were checked')
      same(note.length, twin.length, 'The length of checked numbers')
      checks.push(note)
    } else if ((note.kind === 'fill' || note.kind === 'fillWords') && twin.kind === note.kind) {
      words.push(note.kind === 'fill' ? FILL : FILL_WORDS)
      integer(note.address, twin.address, 'The address that is filled')
      words.push(
        same(note.length, twin.length, 'The length that is filled'),
        same(note.value, twin.value, 'The number that fills'),
      )
    } else if (note.kind === 'choose' && twin.kind === 'choose') {
      words.push(BRANCH)
      integer(note.address, twin.address, 'The address of a choice')
      words.push(same(note.limit, twin.limit, 'The limit of a choice'), 0)
      const below = words.length
      link(note.below, twin.below)
      words.push(SKIP, 0)
      const otherwise = words.length
      words[below - 1] = 4 * (otherwise - below)
      link(note.otherwise, twin.otherwise)
      words[otherwise - 1] = 4 * (words.length - otherwise)
    }
  }

  const linkWrite = (note: Note & { kind: 'write' }, twin: Note & { kind: 'write' }): void => {
    const { address, dtype, values } = note
    const length = same(values.length, twin.values.length, 'The number of written numbers')
    if (dtype !== twin.dtype) throw new Difference(`${dtype} was written in one step, ${twin.dtype} in another`)
    if (dtype === 'uint8') {
      const bytes = new Uint8Array(4 * Math.ceil(length / 4))
      for (let i = 0; i < length; i++) bytes[i] = same(values[i]!, twin.values[i]!, 'A written number')
      words.push(COPY)
      integer(address, twin.address, 'The address of written numbers')
      words.push(length, ...new Int32Array(bytes.buffer))
      return
    }
    const number = dtype === 'int32' ? integer : float
    if (length > 4) {
      words.push(COPY)
      integer(address, twin.address, 'The address of written numbers')
      words.push(4 * length)
    }
    for (let i = 0; i < length; i++) {
      if (length <= 4) {
        words.push(WRITE)
        integer(address + 4 * i, twin.address + 4 * i, 'The address of a written number')
      }
      number(values[i]!, twin.values[i]!, 'A written number')
    }
  }

  link(a, b)
  words.push(END)
  return { words, slots, checks }
}

function isSamePlace([first, second]: readonly [Arena, Arena], x: number, y: number): boolean {
  const [a, b] = [first.placeOf(x >>> 0), second.placeOf(y >>> 0)]
  return a !== undefined && b !== undefined && a.block === b.block && a.offset === b.offset
}

function nameOf(note: Note | undefined): string {
  if (note === undefined) return 'nothing'
  return note.kind === 'launch' ? note.job.name : `a ${note.kind}`
}
