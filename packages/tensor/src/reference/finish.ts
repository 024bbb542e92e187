import type { Epilogue } from '../epilogue.ts'
import { broadcastView, type View } from '../view.ts'
import { add } from './kernels/add.ts'
import { dropout } from './kernels/dropout.ts'
import { relu } from './kernels/relu.ts'

/** What follows a product, in place: + bias along the last axis, then the epilogue. */
export function finish(out: View, bias: View | undefined, epilogue: Epilogue): void {
  if (bias) add(out, out, broadcastView(bias, out.shape))
  if (epilogue.relu) relu(out, out)
  if (epilogue.mask) dropout(out, out, epilogue.mask)
}
