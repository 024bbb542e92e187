/** A plot is drawn in units of about a pixel of a narrow screen, and grows with its column. */
export const WIDTH = 360
export const HEIGHT = 240
export const FONT = 12
/** So many ticks of the vertical axis are read with ease. */
export const ROWS = 6

/** The area of the data. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The width of a digit in wide fonts, as a part of their size. */
const CHARACTER = 0.64

/** About the widest that a text is drawn: fonts differ. */
export const widthOf = (text: string): number => Math.ceil(text.length * FONT * CHARACTER)

/** The text, or as much of it as is drawn in this width. */
export function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  return `${[...text].slice(0, Math.max(1, Math.floor(width / (FONT * CHARACTER)) - 1)).join('')}…`
}

/** A coordinate, to a tenth of a unit. */
export const rounded = (x: number): number => Number(x.toFixed(1)) + 0
