import {
  type Code,
  type Expression,
  expression,
  type I32,
  type Statement,
  statement,
  type Type,
  unsigned,
} from './code.ts'
import { i32 } from './scalar.ts'

const all = (statements: readonly Statement[]): Code => statements.map(({ code }) => code)

/** A variable of a function: an expression that reads it, and the statements that write it. */
export interface Local<T extends Type = Type> extends Expression<T> {
  readonly index: number
}

export function set<T extends Type>(local: Local<T>, value: Expression<T>): Statement {
  return statement(value.code, 0x21, unsigned(local.index))
}

/** local = local + by. */
export function increase(local: Local<'i32'>, by: I32 | number): Statement {
  return set(local, i32.add(local, typeof by === 'number' ? i32.const(by) : by))
}

/** Runs the statements while the condition holds, looked at first. */
export function loopWhile(condition: I32, ...body: readonly Statement[]): Statement {
  return statement(0x02, 0x40, 0x03, 0x40, condition.code, 0x45, 0x0d, 1, all(body), 0x0c, 0, 0x0b, 0x0b)
}

/** Runs the statements once, and again while the condition holds: one jump less. */
export function repeatWhile(condition: I32, ...body: readonly Statement[]): Statement {
  return statement(0x03, 0x40, all(body), condition.code, 0x0d, 0, 0x0b)
}

/** for (i = from; i < to; i += step), unsigned. */
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
  return statement(...all(body))
}

export function when(condition: I32, then: readonly Statement[], otherwise: readonly Statement[] = []): Statement {
  const rest: Code = otherwise.length === 0 ? [] : [0x05, all(otherwise)]
  return statement(condition.code, 0x04, 0x40, all(then), rest, 0x0b)
}

/** a where the condition is not 0, else b; both are computed. */
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
