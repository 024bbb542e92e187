import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useDark } from '../../../kit/heat-map.tsx'
import { SECOND, UNIT_MAP } from '../sizes.ts'
import { unitName } from './plane-map.tsx'

export interface UnitsProps {
  readonly width: number
  /** 1 kept, 0 dropped in the last step: the first layer's, then the second's. */
  readonly masks: Uint8Array | undefined
  /** Small maps of the units, one after another; none where the inputs are no points of the plane. */
  readonly maps: Uint8Array | undefined
  readonly off: readonly number[]
  onToggle(unit: number): void
  onLook(unit: number | undefined): void
}

/** The hidden units of a network as cells, from the first layer to the second. A cell is a button that turns its unit off, in both networks. */
export function Units({ width, masks, maps, off, onToggle, onLook }: UnitsProps) {
  const root = useRef<HTMLDivElement>(null)
  useMasks(root, masks)
  useSmallMaps(root, maps)
  // The cells change with the settings alone; what they show of each picture is put into them.
  return useMemo(() => <Cells root={root} width={width} off={off} onToggle={onToggle} onLook={onLook} />, [width, off])
}

interface CellsProps extends Omit<UnitsProps, 'masks' | 'maps'> {
  readonly root: RefObject<HTMLDivElement | null>
}

function Cells({ root, width, off, onToggle, onLook }: CellsProps) {
  // A narrower layer may have lost the one cell that the tab key reaches.
  useEffect(() => {
    const cells = cellsOf(root.current)
    if (cells[0] && cells.every(({ tabIndex }) => tabIndex < 0)) cells[0].tabIndex = 0
  }, [width])
  const press = (unit: number) => (event: KeyboardEvent) => {
    const step = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columnsOf(root.current),
      ArrowUp: -columnsOf(root.current),
    }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const cells = cellsOf(root.current)
    const place = (unit >= SECOND ? width : 0) + (unit % SECOND) + step
    cells[Math.min(cells.length - 1, Math.max(0, place))]?.focus()
  }
  return (
    <div ref={root} class="units">
      {[0, SECOND].map((first) => (
        <fieldset key={first} class="layer" aria-label={first === 0 ? 'First hidden layer' : 'Second hidden layer'}>
          {Array.from({ length: width }, (_, i) => (
            <button
              key={i}
              type="button"
              class="unit"
              tabIndex={first + i === 0 ? 0 : -1}
              aria-pressed={off.includes(first + i)}
              aria-label={`${unitName(first + i)}, turned off`}
              onClick={() => onToggle(first + i)}
              onKeyDown={press(first + i)}
              onPointerEnter={() => onLook(first + i)}
              onPointerLeave={() => onLook(undefined)}
              onFocus={(event) => {
                for (const cell of cellsOf(root.current)) cell.tabIndex = cell === event.currentTarget ? 0 : -1
                if (event.currentTarget.matches(':focus-visible')) onLook(first + i)
              }}
              onBlur={() => onLook(undefined)}
            >
              <canvas width={UNIT_MAP} height={UNIT_MAP} />
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  )
}

const cellsOf = (root: HTMLElement | null) => [...(root?.querySelectorAll<HTMLButtonElement>('.unit') ?? [])]

/** How many cells stand side by side in a layer. */
function columnsOf(root: HTMLElement | null): number {
  const tops = [...(root?.querySelector('.layer')?.children ?? [])].map((cell) => (cell as HTMLElement).offsetTop)
  const first = tops.findIndex((top) => top !== tops[0])
  return first === -1 ? tops.length : first
}

/** The masks change with each picture: the cells are changed in place. */
function useMasks(root: { readonly current: HTMLElement | null }, masks: Uint8Array | undefined): void {
  useEffect(() => {
    cellsOf(root.current).forEach((cell, i) => {
      const dropped = masks?.[i] === 0
      if (cell.classList.contains('dropped') !== dropped) cell.classList.toggle('dropped')
    })
  }, [masks])
}

function useSmallMaps(root: { readonly current: HTMLElement | null }, maps: Uint8Array | undefined): void {
  const dark = useDark()
  useEffect(() => {
    const points = UNIT_MAP * UNIT_MAP
    const image = new ImageData(UNIT_MAP, UNIT_MAP)
    image.data.fill(dark ? 235 : 25)
    cellsOf(root.current).forEach((cell, unit) => {
      for (let i = 0; i < points; i++) image.data[4 * i + 3] = maps?.[unit * points + i] ?? 90
      cell.querySelector('canvas')?.getContext('2d')?.putImageData(image, 0, 0)
    })
  }, [maps, dark])
}
