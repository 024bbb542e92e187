import { expect, test } from 'vitest'
import { add, greater, maximum, mul, tensor, where } from '../index.ts'

const integers = tensor([1, 2], { dtype: 'int32' })
const bytes = tensor([1, 0], { dtype: 'uint8' })

test('integers take the numbers that they can hold, and refuse others rather than cut them', () => {
  expect(Array.from(add(integers, -3).readSync())).toEqual([-2, -1])
  expect(() => mul(integers, 0.5)).toThrow(
    "mul was given 0.5 and Tensor int32 [2] on reference; int32 holds no 0.5. Convert the tensor first: `cast(tensor, 'float32')`.",
  )
  expect(() => greater(bytes, 256)).toThrow('uint8 holds no 256')
  expect(() => maximum(integers, Number.POSITIVE_INFINITY)).toThrow('int32 holds no Infinity')
  expect(() => where(bytes, integers, Number.NaN)).toThrow('int32 holds no NaN')
  expect(() => maximum(1, 2)).toThrow('maximum was given two numbers, 1 and 2; at least one operand must be a tensor.')
})
