import type { Epilogue } from '../../epilogue.ts'
import type { View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { densely } from '../dense-values.ts'
import { finish } from '../finish.ts'
import { columnsOf, forEachBlock, forEachGroup, gatherPatches, positionRows } from '../windows/patches.ts'
import { matmul } from './matmul.ts'

/**
 * `affine` on patches: out [batch, planes, rows, columns, n] (dense) = patches of x [batch, depth, height, width, channels] · weight
 * [k, n], + bias (last), then the epilogue. k counts kernel planes, kernel rows, kernel columns, channels, and each output is the left
 * fold from +0 over rising k of round(acc + round(a·b)). What lies outside the volume is +0, and may be skipped as any exact 0 in x may.
 *
 * Of g groups, group i has the i-th n/g columns of weight, bias and out, and the i-th channels/g of the channels: k counts only those.
 *
 * The patches are never there all at once: how many a backend gathers, packs or reads in place is its own affair, since every output
 * is one fold over one patch.
 */
export function conv(
  out: View,
  x: View,
  weight: View,
  bias: View | undefined,
  window: Window,
  groups: number,
  epilogue: Epilogue,
): void {
  const volumes = densely(x)
  const [k, n] = weight.shape as [number, number]
  forEachGroup(groups, x.shape[4]!, n, (inputs, outputs) =>
    forEachBlock(out.shape, k, (from, to) => {
      const patches = gatherPatches(volumes, out.shape, window, inputs, from, to)
      matmul(columnsOf(positionRows(out, from, to), outputs), patches, columnsOf(weight, outputs))
    }),
  )
  finish(out, bias, epilogue)
}
