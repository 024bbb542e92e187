import type { KernelName, Shape, Window } from '@thinned/tensor'
import type { Case, Draw, Operand } from './draw.ts'
import { maskOf } from './mask-of.ts'

const strange = { strange: 0.1 }

/** Volumes (or images, or sequences), a window over them, and the shape of what comes out for some channels. */
const windowOf = (
  draw: Draw,
  channels: number,
  padded: boolean,
): { volumes: Shape; window: Window; outOf: (channels: number) => Shape } => {
  const spatial = draw.integer(1, 3)
  const axes = [0, 1, 2].map((axis) => {
    if (axis < 3 - spatial) return { extent: 1, size: 1, stride: 1, dilation: 1, before: 0, positions: 1 }
    const [extent, before, stride] = [
      draw.integer(1, spatial === 3 ? 7 : 12),
      padded ? draw.integer(0, 2) : 0,
      draw.integer(1, 3),
    ]
    const size = draw.integer(1, Math.min(extent + 2 * before, spatial === 3 ? 3 : 5))
    const dilation = draw.integer(
      1,
      Math.max(Math.min(Math.floor((extent + 2 * before - 1) / Math.max(size - 1, 1)), 3), 1),
    )
    const positions = Math.floor((extent + 2 * before - (size - 1) * dilation - 1) / stride) + 1
    return { extent, size, stride, dilation, before, positions }
  })
  const each = (of: (axis: (typeof axes)[number]) => number) => axes.map(of) as [number, number, number]
  const window = {
    size: each((a) => a.size),
    stride: each((a) => a.stride),
    dilation: each((a) => a.dilation),
    before: each((a) => a.before),
  }
  const batch = draw.integer(0, 3)
  return {
    volumes: [batch, ...each((a) => a.extent), channels],
    window,
    outOf: (outputs) => [batch, ...each((a) => a.positions), outputs],
  }
}

/** Groups of channels in and out: none, few that each are a product, many that lie side by side in vectors, with a rest. */
const groupings = [
  { groups: 2, shares: [1, 2, 8] },
  { groups: 3, shares: [1, 3] },
  { groups: 5, shares: [1, 2, 4, 7] },
  { groups: 24, shares: [1, 2, 3] },
  { groups: 70, shares: [1, 2] },
]

const convolution = (draw: Draw) => {
  const { groups, shares } = draw.number() < 0.4 ? { groups: 1, shares: [] } : draw.pick(groupings)
  const share = (most: number): number => (groups === 1 ? draw.extent(most) : groups * draw.pick(shares))
  const [channels, n] = [draw.number() < 0.1 ? 0 : share(20), share(70)]
  const { volumes, window, outOf } = windowOf(draw, channels, true)
  const taps = window.size.reduce((product, size) => product * size, 1)
  const operand = (shape: Shape): Operand => draw.operand('float32', shape, { zeros: draw.pick([0, 0.6, 0.95]) })
  return { volumes, window, groups, out: outOf(n), weight: [(taps * channels) / groups, n], n, operand }
}

const pooling = (gradient: boolean, ofInput: boolean): Case => {
  return (draw) => {
    const channels = draw.extent(40)
    const { volumes, window, outOf } = windowOf(draw, channels, false)
    const out = outOf(channels)
    if (!gradient) return [draw.output('float32', out), draw.operand('float32', volumes, strange), window]
    const grad = draw.operand('float32', out, { zeros: 0.3 })
    const x = draw.operand('float32', volumes, { ...strange, zeros: 0.3 })
    return ofInput
      ? [draw.output('float32', volumes), grad, x, window]
      : [draw.output('float32', volumes), grad, window]
  }
}

type WindowKernel = KernelName & (`conv${string}` | `${'max' | 'average'}Pool${string}`)

/** The kernels of windows: convolution and pooling over one, two and three axes. */
export const windowCases: { readonly [K in WindowKernel]: Case } = {
  averagePool: pooling(false, false),
  averagePoolGradient: pooling(true, false),
  conv: (draw) => {
    const { volumes, window, groups, out, weight, n, operand } = convolution(draw)
    const epilogue = { relu: draw.number() < 0.5, mask: draw.number() < 0.3 ? maskOf(draw, out) : undefined }
    const bias = draw.number() < 0.5 ? draw.operand('float32', [n]) : undefined
    return [draw.output('float32', out), operand(volumes), operand(weight), bias, window, groups, epilogue]
  },
  convInputGradient: (draw) => {
    const { volumes, window, groups, out, weight, operand } = convolution(draw)
    return [draw.output('float32', volumes), operand(out), operand(weight), window, groups]
  },
  convWeightGradient: (draw) => {
    const { volumes, window, groups, out, weight, operand } = convolution(draw)
    return [draw.output('float32', weight), operand(volumes), operand(out), window, groups]
  },
  maxPool: pooling(false, false),
  maxPoolGradient: pooling(true, true),
}
