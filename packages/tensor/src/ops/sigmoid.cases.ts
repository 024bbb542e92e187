import type { OpCases } from '../../test/op-cases.ts'
import { sigmoid } from './sigmoid.ts'

export const cases: OpCases = {
  sigmoid: { call: sigmoid },
}
