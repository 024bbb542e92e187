/** A drawn line: points in order, cut into strokes. */
export interface Line {
  readonly x: Float64Array
  readonly y: Float64Array
  /** 1 where a stroke begins: no ink between this point and the one before. */
  readonly begins: Uint8Array
  /** The points in use. */
  length: number
}

export function newLine(capacity: number): Line {
  const x = new Float64Array(capacity)
  return { x, y: new Float64Array(capacity), begins: new Uint8Array(capacity), length: 0 }
}
