import { rgbOf } from '../../kit/colors.ts'
import type { Picture } from './picture.ts'

/** A cell of a picture: its tile, and its place in the tile. */
export interface Cell {
  readonly down: number
  readonly across: number
  readonly y: number
  readonly x: number
}

/** How large a picture is, in cells: tiles stand one cell apart. */
export const extent = ({ down, across, y, x }: Picture): { readonly columns: number; readonly rows: number } => ({
  columns: across.size * (x.size + 1) - 1,
  rows: down.size * (y.size + 1) - 1,
})

export const indexOf = ({ across, y, x }: Picture, cell: Cell): number =>
  ((cell.down * across.size + cell.across) * y.size + cell.y) * x.size + cell.x

/** The cell at a place counted in cells from the top left; none between tiles. */
export function cellAt({ down, across, y, x }: Picture, column: number, row: number): Cell | undefined {
  const cell = {
    down: Math.floor(row / (y.size + 1)),
    across: Math.floor(column / (x.size + 1)),
    y: Math.floor(row) % (y.size + 1),
    x: Math.floor(column) % (x.size + 1),
  }
  const isInside = cell.down >= 0 && cell.down < down.size && cell.across >= 0 && cell.across < across.size
  return isInside && cell.y < y.size && cell.x < x.size ? cell : undefined
}

/** Where an element lies, in cells from the top left. */
function placeOf({ across, y, x }: Picture, element: number): readonly [column: number, row: number] {
  const tile = Math.floor(element / (y.size * x.size))
  return [
    (tile % across.size) * (x.size + 1) + (element % x.size),
    Math.floor(tile / across.size) * (y.size + 1) + (Math.floor(element / x.size) % y.size),
  ]
}

/** Colors of noise: more than one tells apart. */
const SHADES = 64

/**
 * Kept cells are full blue squares, dropped ones small and hollow, replaced ones small and orange, so that shape tells them apart without color. Noise has
 * the colors from orange below 1 to blue above.
 */
export function draw(context: CanvasRenderingContext2D, picture: Picture, size: number, dark: boolean): void {
  const { values, dropped, isSelect, isReplaced } = picture
  const css = (share: number): string => `rgb(${rgbOf('classes', share, dark).map(Math.round).join(' ')})`
  const [kept, replaced, ground, hollow] = [css(0), css(1), dark ? '#262b33' : '#e8eaed', dark ? '#a0a8b3' : '#59616c']
  const line = size >= 6 ? Math.max(1, size / 12) : 0
  const shades = isSelect ? [] : Array.from({ length: SHADES + 1 }, (_, i) => css(i / SHADES))
  let span = 1e-9
  if (!isSelect) for (const value of values) span = Math.max(span, Math.abs(value - 1))
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  for (let i = 0; i < values.length; i++) {
    const [column, row] = placeOf(picture, i)
    const [left, top] = [column * size, row * size]
    if (!isSelect) {
      const share = Math.min(1, Math.max(0, 0.5 - (values[i]! - 1) / (1.4 * span)))
      context.fillStyle = shades[Math.round(share * SHADES)]!
      context.fillRect(left, top, size - line, size - line)
      continue
    }
    context.fillStyle = dropped[i] ? ground : kept
    context.fillRect(left, top, size - line, size - line)
    if (!dropped[i]) continue
    const inset = Math.max(1, Math.round((size - line) * 0.3))
    const side = size - line - 2 * inset
    context.fillStyle = isReplaced ? replaced : hollow
    if (isReplaced || side < 4) context.fillRect(left + inset, top + inset, side, side)
    else {
      context.strokeStyle = hollow
      context.lineWidth = Math.max(1, size / 14)
      context.strokeRect(left + inset, top + inset, side, side)
    }
  }
}

/** Numbers on the cells, such as tokens. */
export function drawNumbers(context: CanvasRenderingContext2D, picture: Picture, size: number, dark: boolean): void {
  const { tokens, dropped, isSelect } = picture
  if (tokens === undefined || size < 14) return
  context.font = `${Math.round(size * 0.55)}px system-ui, sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  tokens.forEach((token, i) => {
    const [column, row] = placeOf(picture, i)
    if (isSelect && dropped[i]) return
    context.fillStyle = dark ? '#14171c' : '#ffffff'
    context.fillText(String(token), (column + 0.48) * size, (row + 0.52) * size)
  })
}
