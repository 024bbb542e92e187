import type { Epilogue } from '../../epilogue.ts'
import { stretch, type View } from '../../view.ts'
import { add } from './add.ts'
import { dropout } from './dropout.ts'
import { matmul } from './matmul.ts'
import { relu } from './relu.ts'

/** out = x · weight, then + bias (last, by row), then the epilogue: the same bits as the kernels one after another. */
export function affine(out: View, x: View, weight: View, bias: View | undefined, epilogue: Epilogue): void {
  matmul(out, x, weight)
  if (bias) add(out, out, stretch(bias, out.shape))
  if (epilogue.relu) relu(out, out)
  if (epilogue.mask) dropout(out, out, epilogue.mask)
}
