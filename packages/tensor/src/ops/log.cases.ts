import type { OpCases } from '../../test/op-cases.ts'
import { log } from './log.ts'

export const cases: OpCases = {
  log: { call: log, inputs: [{ low: 0.2, high: 3 }] },
}
