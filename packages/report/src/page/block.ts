/** A part of a report under a heading. */
export interface Section {
  readonly title: string
  readonly blocks: readonly Block[]
}

/** What a section is made of. Text is never HTML: whatever it holds is shown as it stands. */
export type Block = HeadingBlock | TextBlock | ListBlock | TableBlock | PlotsBlock | PicturesBlock

/** A heading inside a section. */
export interface HeadingBlock {
  readonly kind: 'heading'
  readonly text: string
}

/** A paragraph. `soft` is for remarks. */
export interface TextBlock {
  readonly kind: 'text'
  readonly text: string
  readonly soft?: boolean
}

export interface ListBlock {
  readonly kind: 'list'
  readonly items: readonly string[]
}

export interface TableBlock {
  readonly kind: 'table'
  readonly heads: readonly string[]
  /** As many cells in each row as there are heads. */
  readonly rows: readonly (readonly string[])[]
  /** Of all columns but the first: 'numbers' stand at the right. Default 'numbers'. */
  readonly align?: 'numbers' | 'text'
}

/** Plots in a grid: as many side by side as there is room for. */
export interface PlotsBlock {
  readonly kind: 'plots'
  readonly plots: readonly Plot[]
}

export interface PicturesBlock {
  readonly kind: 'pictures'
  readonly pictures: readonly Picture[]
  /** Default 'small'. */
  readonly size?: 'small' | 'large'
}

export interface Axis {
  readonly label: string
  readonly unit?: string
  /** Default 'linear'. A log axis leaves out what is not above 0. */
  readonly scale?: 'linear' | 'log'
  /** Default: the least value; 0 below bars. */
  readonly from?: number
  /** Default: the largest value. */
  readonly to?: number
}

export interface Plot {
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  readonly lines: readonly Line[]
}

export interface Line {
  readonly label: string
  /** An index into the palette, one per network; 'soft' for references such as the diagonal. */
  readonly color: number | 'soft'
  readonly dash?: 'solid' | 'dashed' | 'dotted'
  /** Default 'line'. Bars stand around their x, and are as wide as the smallest distance of two. */
  readonly shape?: 'line' | 'bars' | 'marks'
  /** [x, y]; a y that is null, or not finite, leaves a gap. */
  readonly points: readonly (readonly [number, number | null])[]
}

/** Pixels row by row, channels last, 0 to 255. */
export interface Picture {
  readonly pixels: Uint8Array
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3
  /** What the picture shows, for those who do not see it. */
  readonly alt: string
  readonly caption: string
}
