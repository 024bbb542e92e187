import { memo } from 'preact/compat'
import { useRef } from 'preact/hooks'
import { HeatMap } from '../../../kit/heat-map.tsx'
import { SIDE } from '../sizes.ts'

/** A small decision map; empty before its network is there. */
export const Tile = memo(({ map }: { readonly map: Float32Array | undefined }) => (
  <HeatMap values={map} size={SIDE} scale="classes" label="" />
))

/** The thinned networks as small decision maps, of which as many have arrived as are shown. Each is a button that makes it the last; the arrow keys walk. */
export function Tiles({
  maps,
  shown,
  onChoose,
}: {
  readonly maps: readonly (Float32Array | undefined)[]
  readonly shown: number
  readonly onChoose: (shown: number) => void
}) {
  const grid = useRef<HTMLFieldSetElement>(null)
  const walk = (event: KeyboardEvent): void => {
    const columns = getComputedStyle(grid.current!).gridTemplateColumns.split(' ').length
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -shown, End: maps.length }[
      event.key
    ]
    if (by === undefined) return
    event.preventDefault()
    const next = Math.min(maps.length, Math.max(1, shown + by))
    onChoose(next)
    grid.current!.querySelectorAll('button')[next - 1]!.focus()
  }
  return (
    <fieldset ref={grid} class="tiles nets" aria-label="Thinned networks" onKeyDown={walk}>
      {maps.map((map, i) => (
        <button
          key={i}
          type="button"
          class="tile"
          aria-label={`Decision map of thinned network ${i + 1}`}
          aria-pressed={i === shown - 1}
          tabIndex={i === shown - 1 ? 0 : -1}
          onClick={() => onChoose(i + 1)}
        >
          <Tile map={i < shown ? map : undefined} />
        </button>
      ))}
    </fieldset>
  )
}
