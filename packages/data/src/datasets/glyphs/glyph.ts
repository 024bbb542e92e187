/** Marks a point at which the pen changes its direction sharply. */
export const CORNER = 1

/** A point on the pen's way: x to the right (about 0 … 70), y down (0 … 100), and CORNER where there is one. */
export type Point = readonly [x: number, y: number, corner?: 1]

/** One way of writing a character: the strokes of the pen, each a curve through its points. */
export type Shape = readonly (readonly Point[])[]

/** Shapes with the same strokes and numbers of points, so that any two of them can be mixed. */
export interface Family {
  /** How often it is written; the weights of a glyph add up to 1. */
  readonly weight: number
  readonly shapes: readonly Shape[]
}

/** The families in which a character is written. */
export type Glyph = readonly Family[]
