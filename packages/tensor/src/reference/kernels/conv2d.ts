import type { Epilogue } from '../../epilogue.ts'
import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { densely } from '../dense-values.ts'
import { finish } from '../finish.ts'
import { forEachBlock, gatherPatches, positionRows } from '../windows/patches.ts'
import { matmul } from './matmul.ts'

/**
 * `affine` on patches: out [batch, rows, columns, n] (dense) = patches of x [batch, height, width, channels] · weight [k, n], + bias
 * (last), then the epilogue. k counts kernel rows, kernel columns, channels, and each output is the left fold from +0 over rising k of
 * round(acc + round(a·b)). What lies outside the image is +0, and may be skipped as any exact 0 in x may.
 *
 * The patches are never there all at once: how many a backend gathers, packs or reads in place is its own affair, since every output
 * is one fold over one patch.
 */
export function conv2d(
  out: View,
  x: View,
  weight: View,
  bias: View | undefined,
  window: Window2d,
  epilogue: Epilogue,
): void {
  const images = densely(x)
  forEachBlock(out.shape, weight.shape[0]!, (from, to) => {
    matmul(positionRows(out, from, to), gatherPatches(images, out.shape, window, from, to), weight)
  })
  finish(out, bias, epilogue)
}
