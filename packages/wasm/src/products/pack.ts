import type { I32, Statement, V128 } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Func, type Module, run } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { v128 } from '../emit/vector.ts'

const parameters = {
  /** The address of element (member 0, k 0). */
  from: 'i32',
  /** Bytes from member to member, and from k to k. One of them is 4. */
  memberStep: 'i32',
  kStep: 'i32',
  /** The number of members. The rest of the panel becomes 0. */
  members: 'i32',
  length: 'i32',
  to: 'i32',
} as const

export type PackFunc = Func<typeof parameters, 'void'>

/**
 * Emits the function that packs a panel of `width` members as to[k][member], in the order in which a product reads it. Members are the rows
 * of a left operand or the columns of a right operand, in either order in memory.
 */
export function emitPack(module: Module, width: number): PackFunc {
  return module.once(`pack${width}`, () => {
    const along = emitAlong(module, width)
    const across = width % 4 === 0 ? emitAcross(module, width) : undefined
    return module.func(`pack${width}`, parameters, (p, local) => {
      const [k, member, from] = [local('i32'), local('i32'), local('i32')]
      const to = (): I32 => i32.add(p.to, i32.shl(member, i32.const(2)))
      const oneByOne = count(
        k,
        0,
        p.length,
        1,
        set(from, p.from),
        count(
          member,
          0,
          i32.const(width),
          1,
          when(i32.ltU(member, p.members), [stores.f32(to(), loads.f32(from))], [stores.f32(to(), f32.const(0))]),
          increase(from, p.memberStep),
        ),
        increase(p.to, 4 * width),
        increase(p.from, p.kStep),
      )
      const full = i32.eq(p.members, i32.const(width))
      return [
        when(
          i32.and(full, i32.eq(p.memberStep, i32.const(4))),
          [run(along, p)],
          [across ? when(i32.and(full, i32.eq(p.kStep, i32.const(4))), [run(across, p)], [oneByOne]) : oneByOne],
        ),
      ]
    })
  })
}

/** Packs full panels whose members are neighbors in memory: a copy. */
function emitAlong(module: Module, width: number): PackFunc {
  return module.func(`packAlong${width}`, parameters, (p, local) => {
    const k = local('i32')
    const vectors = Math.floor(width / 4)
    return [
      count(
        k,
        0,
        p.length,
        1,
        ...Array.from({ length: vectors }, (_, j) => stores.v128(p.to, loads.v128(p.from, 16 * j), 16 * j)),
        ...Array.from({ length: width % 4 }, (_, j) => 16 * vectors + 4 * j).map((offset) =>
          stores.f32(p.to, loads.f32(p.from, offset), offset),
        ),
        increase(p.to, 4 * width),
        increase(p.from, p.kStep),
      ),
    ]
  })
}

const lowPairs = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]
const highPairs = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31]
const lowHalves = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]
const highHalves = [8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31]

/** Bytes of a cache line, and its steps of k. */
const LINE = 64
const LINE_K = 16

/**
 * Packs full panels whose k are neighbors in memory: a transposition, four by four. It reads whole cache lines of four members before it
 * reads the next four: members that are a power of two of bytes apart share the same few sets of a cache, and would evict each other.
 */
function emitAcross(module: Module, width: number): PackFunc {
  return module.func(`packAcross${width}`, parameters, (p, local) => {
    const { k, member, from, to, step3 } = locals(local, {
      k: 'i32',
      member: 'i32',
      from: 'i32',
      to: 'i32',
      step3: 'i32',
    })
    const rows = [local('v128'), local('v128'), local('v128'), local('v128')] as const
    const pairs = [local('v128'), local('v128'), local('v128'), local('v128')] as const
    const column = (i: number): V128 => {
      const [a, b] = i < 2 ? [pairs[0], pairs[2]] : [pairs[1], pairs[3]]
      return v128.shuffle(a, b, i % 2 === 0 ? lowHalves : highHalves)
    }
    /** Transposes four steps of k, from a byte offset on, of four members. */
    const fourByFour = (offset: number): Statement[] => [
      set(rows[0], loads.v128(from, offset)),
      set(rows[1], loads.v128(i32.add(from, p.memberStep), offset)),
      set(rows[2], loads.v128(i32.add(from, i32.shl(p.memberStep, i32.const(1))), offset)),
      set(rows[3], loads.v128(i32.add(from, step3), offset)),
      set(pairs[0], v128.shuffle(rows[0], rows[1], lowPairs)),
      set(pairs[1], v128.shuffle(rows[0], rows[1], highPairs)),
      set(pairs[2], v128.shuffle(rows[2], rows[3], lowPairs)),
      set(pairs[3], v128.shuffle(rows[2], rows[3], highPairs)),
      ...[0, 1, 2, 3].map((i) => stores.v128(to, column(i), width * (offset + 4 * i))),
    ]
    const rising = (kHere: number, body: readonly Statement[]): Statement =>
      loopWhile(
        i32.leU(i32.add(k, i32.const(kHere)), p.length),
        set(from, p.from),
        set(to, p.to),
        count(
          member,
          0,
          i32.const(width),
          4,
          ...body,
          increase(from, i32.shl(p.memberStep, i32.const(2))),
          increase(to, 16),
        ),
        increase(p.to, 4 * kHere * width),
        increase(p.from, 4 * kHere),
        increase(k, kHere),
      )
    const line = Array.from({ length: LINE / 16 }, (_, vector) => fourByFour(16 * vector))
    return [
      set(step3, i32.mul(p.memberStep, i32.const(3))),
      rising(LINE_K, line.flat()),
      rising(4, fourByFour(0)),
      loopWhile(
        i32.ltU(k, p.length),
        set(from, p.from),
        ...Array.from({ length: width }, (_, i) => [
          stores.f32(p.to, loads.f32(from), 4 * i),
          increase(from, p.memberStep),
        ]).flat(),
        increase(p.to, 4 * width),
        increase(p.from, 4),
        increase(k, 1),
      ),
    ]
  })
}
