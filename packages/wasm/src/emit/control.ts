import {
  type Code,
  type Expression,
  expression,
  type I32,
  type Statement,
  statement,
  type Type,
  unsigned,
  type V128,
} from './code.ts'
import { markLoop } from './held-constants.ts'
import { i32 } from './scalar.ts'

const codesOf = (statements: readonly Statement[]): Code => statements.map(({ code }) => code)

/** A variable of a function: an expression that reads it. `set` writes it. */
export interface Local<T extends Type = Type> extends Expression<T> {
  readonly index: number
}

/** Types of variables by name. */
export type Types = Readonly<Record<string, Type>>
export type Locals<P extends Types> = { readonly [N in keyof P]: Local<P[N]> }

/** Makes a new variable of the function whose body is being written. */
export type MakeLocal = <T extends Type>(type: T) => Local<T>

/** New variables by name. */
export function locals<const L extends Types>(local: MakeLocal, types: L): Locals<L> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, local(type)])) as unknown as Locals<L>
}

/** Keeps a value in a new variable, so that several expressions can read it. */
export type Hold = (value: V128) => Local<'v128'>

/**
 * A statement that grows: each `hold` and each `add` appends to it. It goes into the body before the expressions that read what it holds.
 * Its code is read when the module's bytes are written, so it may stand in a body before the last `hold`. A list of statements, spread into
 * a body, may not: minifiers move a call past the spread of a list that the call appends to.
 */
export function holding(local: MakeLocal): readonly [Statement, Hold, (...more: Statement[]) => void] {
  const code: Code[number][] = []
  const add = (...more: Statement[]): void => void code.push(...codesOf(more))
  const hold: Hold = (value) => {
    const variable = local('v128')
    add(set(variable, value))
    return variable
  }
  return [{ type: 'void', code }, hold, add]
}

export function set<T extends Type>(local: Local<T>, value: Expression<T>): Statement {
  return statement(value.code, 0x21, unsigned(local.index))
}

/** local += by */
export function increase(local: Local<'i32'>, by: I32 | number): Statement {
  return set(local, i32.add(local, typeof by === 'number' ? i32.const(by) : by))
}

/** while (condition) body */
export function loopWhile(condition: I32, ...body: readonly Statement[]): Statement {
  return statement(
    markLoop([0x02, 0x40, 0x03, 0x40, condition.code, 0x45, 0x0d, 1, codesOf(body), 0x0c, 0, 0x0b, 0x0b]),
  )
}

/** do body while (condition): one jump less than `loopWhile`. */
export function repeatWhile(condition: I32, ...body: readonly Statement[]): Statement {
  return statement(markLoop([0x03, 0x40, codesOf(body), condition.code, 0x0d, 0, 0x0b]))
}

/** for (i = from; i < to; i += step) body, with an unsigned comparison. */
export function count(
  i: Local<'i32'>,
  from: I32 | number,
  to: I32,
  step: number,
  ...body: readonly Statement[]
): Statement {
  return block(
    set(i, typeof from === 'number' ? i32.const(from) : from),
    loopWhile(i32.ltU(i, to), ...body, increase(i, step)),
  )
}

export function block(...body: readonly Statement[]): Statement {
  return statement(...codesOf(body))
}

export function when(condition: I32, then: readonly Statement[], otherwise: readonly Statement[] = []): Statement {
  const rest: Code = otherwise.length === 0 ? [] : [0x05, codesOf(otherwise)]
  return statement(condition.code, 0x04, 0x40, codesOf(then), rest, 0x0b)
}

/** condition ? a : b. Both are computed. */
export function choose<T extends Type>(condition: I32, a: Expression<T>, b: Expression<T>): Expression<T> {
  const typed: Code = a.type === 'v128' ? [0x1c, 1, 0x7b] : [0x1b]
  return expression(a.type, a.code, b.code, condition.code, typed)
}

export function drop(value: Expression): Statement {
  return statement(value.code, 0x1a)
}

export function leave(value?: Expression): Statement {
  return statement(value?.code ?? [], 0x0f)
}
