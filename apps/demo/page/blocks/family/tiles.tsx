import { useEffect, useRef, useState } from 'preact/hooks'
import { useDark } from '../../kit/heat-map.tsx'
import { showNumber } from '../../kit/shown.tsx'
import { type Cell, cellAt, draw, drawNumbers, extent, indexOf } from './draw.ts'
import type { Picture } from './picture.ts'

interface TilesProps {
  readonly picture: Picture | undefined
  /** The box that the picture fits into, in pixels. */
  readonly width: number
  readonly height: number
}

/** A canvas with the tiles of a picture. */
function useTiles({ picture, width, height }: TilesProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const dark = useDark()
  const { columns, rows } = picture === undefined ? { columns: 1, rows: 1 } : extent(picture)
  const dense = typeof devicePixelRatio === 'number' ? devicePixelRatio : 1
  const size = Math.max(1, Math.floor(Math.min(width / columns, height / rows, 24) * dense))
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context || picture === undefined) return
    if (element.width !== columns * size) element.width = columns * size
    if (element.height !== rows * size) element.height = rows * size
    element.style.width = `${(columns * size) / dense}px`
    draw(context, picture, size, dark)
    drawNumbers(context, picture, size, dark)
  }, [picture, size, dark])
  return { canvas, columns, rows, unit: size / dense }
}

/** The tiles, small. */
export function SmallTiles(props: TilesProps) {
  const { canvas } = useTiles(props)
  return <canvas ref={canvas} class="tiles" />
}

/** The tiles, large: the pointer or the arrow keys choose a cell, whose numbers are told. */
export function LargeTiles({ label, ...props }: TilesProps & { readonly label: string }) {
  const { picture } = props
  const { canvas, columns, rows, unit } = useTiles(props)
  const [place, setPlace] = useState<readonly [column: number, row: number]>([0, 0])
  const [isTold, setTold] = useState(false)
  const cell = picture && cellAt(picture, ...place)
  const move = (byColumn: number, byRow: number): void => {
    if (picture === undefined) return
    const inside = (at: number, by: number, end: number, size: number): number => {
      const next = Math.min(end - 1, Math.max(0, at + by))
      return next % (size + 1) === size ? next + by : next // a gap between tiles
    }
    setPlace([inside(place[0], byColumn, columns, picture.x.size), inside(place[1], byRow, rows, picture.y.size)])
    setTold(true)
  }
  const point = (event: PointerEvent): void => {
    const box = canvas.current!.getBoundingClientRect()
    setPlace([Math.floor((event.clientX - box.left) / unit), Math.floor((event.clientY - box.top) / unit)])
    setTold(true)
  }
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(-1, 0),
    ArrowRight: () => move(1, 0),
    ArrowUp: () => move(0, -1),
    ArrowDown: () => move(0, 1),
  }
  return (
    <div class="large-tiles">
      <div
        class="tile-field"
        role="img"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move over the cells
        tabIndex={0}
        aria-label={`${label} The arrow keys move over the cells.`}
        onKeyDown={(event) => {
          const act = keys[event.key]
          if (act === undefined) return
          event.preventDefault()
          act()
        }}
        onFocus={() => setTold(true)}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setTold(false)}
      >
        <canvas ref={canvas} class="tiles" />
        {isTold && cell && (
          <svg viewBox={`0 0 ${columns} ${rows}`} aria-hidden="true">
            <rect class="marked" x={place[0]} y={place[1]} width="1" height="1" />
          </svg>
        )}
      </div>
      <p class="soft told" aria-live="polite">
        {picture && isTold && cell ? words(picture, cell) : 'Point at a cell, or use the arrow keys, to read it.'}
      </p>
    </div>
  )
}

/** 'example 1, channel 2, row 3, column 4: 0, dropped'. */
function words(picture: Picture, cell: Cell): string {
  const places = (['down', 'across', 'y', 'x'] as const)
    .filter((side) => picture[side].name !== '')
    .map((side) => `${picture[side].name} ${cell[side] + 1}`)
  const at = indexOf(picture, cell)
  const token = picture.tokens === undefined ? '' : `, word ${picture.tokens[at]}`
  return `${places.join(', ')}${token}: ${outcome(picture, at)}`
}

function outcome({ form, of, isReplaced, dropped, values }: Picture, at: number): string {
  const value = showNumber(values[at], of === 'words' ? 0 : 3)
  const isDropped = dropped[at] === 1
  if (form === 'remove') return isDropped ? 'removed' : 'stays as it is'
  if (form === 'skip')
    return isDropped ? 'the layer is skipped, its input of 1 stays' : `the layer runs, 1 becomes ${value}`
  if (of === 'words') return isDropped ? `becomes ${value}, the unknown word` : 'stays'
  if (isDropped) return isReplaced ? `dropped, becomes ${value}` : 'dropped, becomes 0'
  return of === 'weights' ? `the weight becomes ${value} times itself` : `1 becomes ${value}`
}
