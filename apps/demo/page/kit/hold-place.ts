/** How long figures may take to come, in milliseconds. */
const LIMIT = 15_000

/**
 * Keeps the block that the address names in its place. Figures grow when they are loaded, and those above it would push it away. It is let go when the
 * visitor does anything.
 */
export function holdPlace(): void {
  let stop = (): void => {}
  const hold = (): void => {
    stop()
    const block = document.getElementById(location.hash.slice(1))
    if (block === null) return
    const grown = new ResizeObserver(() => block.scrollIntoView())
    const acts = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const
    const limit = setTimeout(() => stop(), LIMIT)
    stop = () => {
      clearTimeout(limit)
      grown.disconnect()
      for (const act of acts) removeEventListener(act, stop)
    }
    for (const act of acts) addEventListener(act, stop, { passive: true })
    grown.observe(document.body)
  }
  addEventListener('hashchange', hold)
  hold()
}
