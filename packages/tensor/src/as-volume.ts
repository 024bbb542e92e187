import type { Shape } from './shape.ts'
import type { View } from './view.ts'

/** The shape of volumes [batch, depth, height, width, channels] that holds the same elements: axes of 1 stand in for those that are missing. */
export function volumeShape(shape: Shape): Shape {
  return [shape[0]!, ...new Array<number>(5 - shape.length).fill(1), ...shape.slice(1)]
}

/** Sequences [batch, time, channels] or images [batch, height, width, channels] seen as volumes, which kernels of windows take. */
export function asVolume(view: View): View {
  const [batch, ...rest] = view.strides as [number, ...number[]]
  return {
    ...view,
    shape: volumeShape(view.shape),
    strides: [batch, ...new Array<number>(4 - rest.length).fill(0), ...rest],
  }
}
