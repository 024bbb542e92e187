import { type Rule, updateElements } from '../elementwise/in-place.ts'
import type { I32, Statement } from '../emit/code.ts'
import { increase, type Local, locals, repeatWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Module, runAt } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'

/** Bytes of scratch memory for the numbers of a rule. */
export const NUMBERS_BYTES = 32

const operandNames = ['operand0', 'operand1', 'operand2'] as const
const numberNames = ['number0', 'number1', 'number2', 'number3', 'number4', 'number5', 'number6', 'number7'] as const

/**
 * A rule as arguments of a job: the table index of its function, bytes from row to row of what it updates, the addresses of that, and the
 * numbers of the rule. A job calls the function through the table, so that one job serves all rules.
 */
export const ruleArguments: { readonly [N in 'rule' | 'step' | (typeof operandNames)[number]]: 'i32' } & {
  readonly [N in (typeof numberNames)[number]]: 'f32'
} = {
  rule: 'i32',
  step: 'i32',
  operand0: 'i32',
  operand1: 'i32',
  operand2: 'i32',
  number0: 'f32',
  number1: 'f32',
  number2: 'f32',
  number3: 'f32',
  number4: 'f32',
  number5: 'f32',
  number6: 'f32',
  number7: 'f32',
}

export type RuleLocals = { readonly [N in keyof typeof ruleArguments]: Local<(typeof ruleArguments)[N]> }

/** The values of `ruleArguments`. */
export function ruleValues(
  rule: number,
  step: number,
  addresses: readonly number[],
  numbers: readonly number[],
): number[] {
  return [rule, step, ...operandNames.map((_, i) => addresses[i] ?? 0), ...numberNames.map((_, i) => numbers[i] ?? 0)]
}

/** Code that writes the numbers of the rule to scratch memory, once in a chunk. */
export function storeNumbers(p: RuleLocals, to: I32): Statement[] {
  return numberNames.map((name, i) => stores.f32(to, p[name], 4 * i))
}

/** Code that takes the step along a tile of the product, `place` bytes behind the beginning of what is updated. */
export function takeStep(
  module: Module,
  p: RuleLocals,
  tile: Readonly<Record<'to' | 'toStep' | 'rows' | 'columns' | 'numbers' | 'place', I32>>,
): Statement {
  const operands = operandNames.map((name) => i32.add(p[name], tile.place))
  const { length } = Object.keys(parameters)
  const signature = module.signature(
    Array.from({ length }, () => 'i32' as const),
    [],
  )
  const { to, toStep, rows, columns, numbers } = tile
  return runAt(p.rule, [to, toStep, rows, columns, numbers, p.step, ...operands], signature)
}

const parameters = {
  tile: 'i32',
  tileStep: 'i32',
  /** At least 1. */
  rows: 'i32',
  columns: 'i32',
  numbers: 'i32',
  step: 'i32',
  operand0: 'i32',
  operand1: 'i32',
  operand2: 'i32',
} as const

/** Emits the function that updates rows by a rule whose last operand is a tile. Returns its index in the table. */
export function emitStepRows(module: Module, rule: Rule): number {
  const func = module.func(`${rule.name}Rows`, parameters, (p, local) => {
    const { index } = locals(local, { index: 'i32' })
    const scalars = Array.from({ length: rule.numbers }, () => local('v128'))
    const rows = operandNames.slice(0, rule.operands - 1).map((name) => p[name])
    const pointers = Array.from({ length: rule.operands }, () => local('i32'))
    return [
      ...scalars.map((scalar, i) => set(scalar, loads.splat32(p.numbers, 4 * i))),
      repeatWhile(
        p.rows,
        ...[...rows, p.tile].map((row, i) => set(pointers[i]!, row)),
        set(index, i32.const(0)),
        ...updateElements(rule, local, pointers, scalars, index, p.columns),
        ...rows.map((row) => increase(row, p.step)),
        increase(p.tile, p.tileStep),
        increase(p.rows, -1),
      ),
    ]
  })
  return module.tableIndex(func)
}
