import { averagePool2d as apply, type Pair } from '@thinned/tensor'
import type { Layer } from '../layer.ts'
import { type Pool2dLayerOptions, pool2dLayer } from '../pool2d-layer.ts'

/** The mean of each window of images [batch, height, width, channels]. The stride is the window's size by default. */
export function averagePool2d(size: Pair, options: Pool2dLayerOptions = {}): Layer<'any', 'same'> {
  return pool2dLayer('averagePool2d', apply, size, options)
}
