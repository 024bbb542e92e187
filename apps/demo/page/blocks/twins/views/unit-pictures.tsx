import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useDark } from '../../../kit/heat-map.tsx'
import { SECOND, UNIT_MAP } from '../sizes.ts'

export interface UnitPicturesProps {
  readonly width: number
  readonly layer: 0 | 1
  /** 1 kept, 0 dropped in the last step, for each of the network's units. */
  readonly masks: Uint8Array | undefined
  /** Small maps of the network's units, one after another. */
  readonly maps: Uint8Array | undefined
  /** The numbers of the units that are turned off, of both layers. */
  readonly off: readonly number[]
}

/** The least side of a cell with its margin, in pixels of CSS; as in figure.css. */
const CELL = 24
const POINTS = UNIT_MAP * UNIT_MAP

/** What all cells of a layer show, behind their buttons: one picture, since a browser that lays a picture for each unit over the page takes longer than the training. */
export function UnitPictures({ width, layer, masks, maps, off }: UnitPicturesProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [room, setRoom] = useState(0)
  const dark = useDark()
  const sheet = useMemo(() => sheetOf(maps?.subarray(layer * width * POINTS), width, dark), [maps, width, dark])
  // Which units were drawn as dropped: none where all are to be drawn anew.
  const drawn = useMemo<boolean[]>(() => [], [sheet, off, room])
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setRoom(entry!.contentRect.width))
    observer.observe(canvas.current!)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    const picture = canvas.current!
    const context = picture.getContext('2d')!
    const columns = columnsIn(room)
    const cell = Math.round((devicePixelRatio * room) / columns)
    if (drawn.length === 0) {
      picture.width = columns * cell
      picture.height = Math.ceil(width / columns) * cell
      context.strokeStyle = 'gray'
    }
    for (let unit = 0; unit < width; unit++) {
      const dropped = masks?.[layer * width + unit] === 0
      if (dropped === drawn[unit]) continue
      drawn[unit] = dropped
      const scale = cell / CELL
      context.setTransform(scale, 0, 0, scale, (unit % columns) * cell, Math.floor(unit / columns) * cell)
      context.clearRect(0, 0, CELL, CELL)
      context.globalAlpha = dropped || off.includes(layer * SECOND + unit) ? 0.12 : 1
      context.drawImage(sheet, 0, UNIT_MAP * unit, UNIT_MAP, UNIT_MAP, 2, 2, CELL - 4, CELL - 4)
      context.globalAlpha = 1
      context.setLineDash(dropped ? [1, 2] : [])
      context.strokeRect(1.5, 1.5, CELL - 3, CELL - 3)
    }
  }, [drawn, masks])
  return (
    <span class="behind" aria-hidden="true">
      <canvas ref={canvas} />
    </span>
  )
}

/** How many cells stand side by side in a layer. */
export const columnsIn = (room: number): number => Math.max(1, Math.floor(room / CELL))

/** The small maps one below another: the larger a value, the less transparent. */
function sheetOf(maps: Uint8Array | undefined, width: number, dark: boolean): OffscreenCanvas {
  const size = [UNIT_MAP, UNIT_MAP * width] as const
  const sheet = new OffscreenCanvas(...size)
  const image = new ImageData(...size)
  image.data.fill(dark ? 235 : 25)
  for (let i = 0; i < POINTS * width; i++) image.data[4 * i + 3] = maps?.[i] ?? 90
  sheet.getContext('2d')!.putImageData(image, 0, 0)
  return sheet
}
