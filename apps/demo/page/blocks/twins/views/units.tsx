import { useMemo, useRef, useState } from 'preact/hooks'
import { SECOND } from '../sizes.ts'
import { unitName } from './plane-map.tsx'
import { columnsIn, UnitPictures } from './unit-pictures.tsx'

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
  const [tabbed, setTabbed] = useState(0) // the cell that the tab key reaches
  // The buttons change with the settings alone; the pictures behind them with each step.
  const buttons = useMemo(
    () =>
      Array.from({ length: 2 * width }, (_, cell) => {
        const unit = cell < width ? cell : SECOND + cell - width
        return (
          <button
            key={unit}
            type="button"
            class="unit"
            tabIndex={cell === Math.min(tabbed, 2 * width - 1) ? 0 : -1}
            aria-pressed={off.includes(unit)}
            aria-label={`${unitName(unit)}, turned off`}
            onClick={() => onToggle(unit)}
            onKeyDown={(event) => {
              const columns = columnsIn(event.currentTarget.parentElement!.clientWidth)
              const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
              if (step === undefined) return
              event.preventDefault()
              root.current!.querySelectorAll<HTMLButtonElement>('.unit')[cell + step]?.focus()
            }}
            onPointerEnter={() => onLook(unit)}
            onPointerLeave={() => onLook(undefined)}
            onFocus={(event) => {
              setTabbed(cell)
              if (event.currentTarget.matches(':focus-visible')) onLook(unit)
            }}
            onBlur={() => onLook(undefined)}
          />
        )
      }),
    [width, off, tabbed],
  )
  return (
    <div ref={root} class="units">
      {([0, 1] as const).map((layer) => (
        <fieldset key={layer} class="layer" aria-label={layer === 0 ? 'First hidden layer' : 'Second hidden layer'}>
          <UnitPictures width={width} layer={layer} masks={masks} maps={maps} off={off} />
          {buttons.slice(layer * width, (layer + 1) * width)}
        </fieldset>
      ))}
    </div>
  )
}
