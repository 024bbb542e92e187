import type { Epilogue } from '../../epilogue.ts'
import type { View } from '../../view.ts'
import { finish } from '../finish.ts'
import { matmul } from './matmul.ts'

/** out = x · weight, then + bias (last, by row), then the epilogue: the same bits as the kernels one after another. */
export function affine(out: View, x: View, weight: View, bias: View | undefined, epilogue: Epilogue): void {
  matmul(out, x, weight)
  finish(out, bias, epilogue)
}
