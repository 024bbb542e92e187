import { useRef } from 'preact/hooks'
import { Tile } from './tile.tsx'

export interface SheetProps {
  /** The weights into each unit, unit by unit. */
  readonly weights: Float32Array | undefined
  /** The units in the order in which they are shown. */
  readonly order: readonly number[]
  readonly chosen: number
  /** Units that a removal takes are faded. */
  readonly removed: ReadonlySet<number>
  readonly onChoose: (unit: number) => void
  readonly label: string
}

/** The features of all units, of which one is chosen: by a click, or by the arrow keys. */
export function Sheet({ weights, order, chosen, removed, onChoose, label }: SheetProps) {
  const sheet = useRef<HTMLFieldSetElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = order.indexOf(chosen)
    const across = columnsOf(sheet.current!)
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: across,
      ArrowUp: -across,
      Home: -place,
      End: order.length - 1 - place,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = order[place + step]
    if (next === undefined) return
    onChoose(next)
    sheet.current!.querySelector<HTMLElement>(`[data-unit="${next}"]`)!.focus()
  }
  return (
    <fieldset ref={sheet} class="feature-sheet" aria-label={label} onKeyDown={onKeyDown}>
      {order.map((unit, rank) => (
        <button
          key={unit}
          type="button"
          aria-pressed={unit === chosen}
          aria-label={`Unit ${unit}, place ${rank + 1} of ${order.length}${removed.has(unit) ? ', removed' : ''}`}
          data-unit={unit}
          class={removed.has(unit) ? 'removed' : ''}
          tabIndex={unit === chosen ? 0 : -1}
          onClick={() => onChoose(unit)}
        >
          <Tile images={weights} at={unit} scale="signed" />
        </button>
      ))}
    </fieldset>
  )
}

/** How many stand in the first row. */
function columnsOf(sheet: HTMLElement): number {
  const buttons = [...sheet.children] as HTMLElement[]
  const next = buttons.findIndex(({ offsetTop }) => offsetTop > buttons[0]!.offsetTop)
  return next === -1 ? buttons.length : next
}
