import type { OpCases } from '../../test/op-cases.ts'
import { tanh } from './tanh.ts'

export const cases: OpCases = {
  tanh: { call: tanh },
}
