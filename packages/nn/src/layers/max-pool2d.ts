import { maxPool2d as apply, type Pair } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { type Pool2dLayerOptions, pool2dLayer } from '../pool2d-layer.ts'

/** The largest element of each window of images [batch, height, width, channels]. The stride is the window's size by default. */
export function maxPool2d(size: Pair, options: Pool2dLayerOptions = {}): Layer<'any', 'same'> {
  return pool2dLayer('maxPool2d', apply, size, options)
}
