import type { OpCases } from '../../test/op-cases.ts'
import { sqrt } from './sqrt.ts'

export const cases: OpCases = {
  sqrt: { call: sqrt, inputs: [{ low: 0.2, high: 3 }] },
}
