import type { Statement, V128 } from './code.ts'
import { set } from './control.ts'
import type { Local, MakeLocal } from './module.ts'

/** Keeps a value in a local, so that it can be read more than once. */
export type Hold = (value: V128) => Local<'v128'>

/** Statements that grow as values are held. */
export function holding(local: MakeLocal): readonly [Statement[], Hold] {
  const statements: Statement[] = []
  const hold: Hold = (value) => {
    const kept = local('v128')
    statements.push(set(kept, value))
    return kept
  }
  return [statements, hold]
}
