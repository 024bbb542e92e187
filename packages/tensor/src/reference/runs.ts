import type { View } from '../view.ts'

/** A run of `length` elements: each view begins at its start and advances by its step. */
export type Run = (starts: readonly number[], steps: readonly number[], length: number) => void

/**
 * Cuts views of one shape into runs along the innermost axis and calls `run` for each in row-major order. Axes over which every view has an
 * even stride are joined first. `starts` and `steps` hold one entry per view and are reused between calls.
 */
export function forEachRun(views: readonly View[], run: Run): void {
  const { extents, strides } = joinAxes(views)
  const inner = extents.length - 1
  const length = extents[inner]!
  if (extents.includes(0)) return
  const steps = strides.map((steps) => steps[inner]!)
  const starts = views.map((view) => view.offset)
  const index = new Array<number>(inner).fill(0)
  for (;;) {
    run(starts, steps, length)
    let axis = inner - 1
    for (; axis >= 0; axis--) {
      index[axis]!++
      for (let v = 0; v < starts.length; v++) starts[v]! += strides[v]![axis]!
      if (index[axis]! < extents[axis]!) break
      for (let v = 0; v < starts.length; v++) starts[v]! -= strides[v]![axis]! * extents[axis]!
      index[axis] = 0
    }
    if (axis < 0) return
  }
}

/** The fewest axes that visit all views in the same order; at least one. */
function joinAxes(views: readonly View[]): { extents: number[]; strides: number[][] } {
  const shape = views[0]!.shape
  const extents: number[] = []
  const strides: number[][] = views.map(() => [])
  for (let axis = 0; axis < shape.length; axis++) {
    const extent = shape[axis]!
    if (extent === 1) continue
    const last = extents.length - 1
    if (last >= 0 && views.every((view, v) => strides[v]![last] === view.strides[axis]! * extent)) {
      extents[last]! *= extent
      for (let v = 0; v < views.length; v++) strides[v]![last] = views[v]!.strides[axis]!
    } else {
      extents.push(extent)
      for (let v = 0; v < views.length; v++) strides[v]!.push(views[v]!.strides[axis]!)
    }
  }
  if (extents.length === 0) {
    extents.push(1)
    for (const steps of strides) steps.push(0)
  }
  return { extents, strides }
}
